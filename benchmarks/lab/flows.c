// flows FILE FLOWS DEVICES PACKETS [hl7]: writes a classic pcap in which FLOWS TCP connections are open at a time, packet by packet in turn,
// between DEVICES clients and 16 servers: opening (3 packets), one request, one answer, end (2 FINs). When all of them have ended as many new
// ones begin, until there are PACKETS or more; at least once. Data is 32 bytes that no protocol has, or with hl7 a message and its
// acknowledgement (MLLP) of a made-up patient. A packet every 10 microseconds, above 100,000 flows every one, so that flows which have ended are
// forgotten before as many new ones come, and those that open are answered within a second or a few.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ETHERNET = 14, IP = 20, TCP = 20, SERVERS = 16, STEPS = 7, FIN = 1, SYN = 2, PSH = 8, ACK = 16, FIRST_PORT = 1024, PORTS = 64000 };

static uint8_t frame[2048];
static unsigned spacing = 10; // microseconds

static void put16(uint8_t *at, unsigned v) { at[0] = v >> 8; at[1] = v; }
static void put32(uint8_t *at, uint32_t v) { put16(at, v >> 16); put16(at + 2, v); }

static void mac(uint8_t *at, unsigned kind, uint32_t number) {
  at[0] = 0x02;
  at[1] = kind;
  put32(at + 2, number);
}

static unsigned checksum(const uint8_t *at, int length) {
  uint32_t sum = 0;
  for (int i = 0; i < length; i += 2) sum += at[i] << 8 | at[i + 1];
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

static void packet(FILE *out, uint64_t number, int from_client, uint32_t client, unsigned server, unsigned port, unsigned service,
                   uint32_t sequence, uint32_t acknowledged, int flags, const char *data, unsigned length) {
  uint8_t *ip = frame + ETHERNET, *tcp = ip + IP;
  uint32_t client_ip = (10u << 24) + (1u << 16) + client, server_ip = 10u << 24 | 250u << 16 | server; // clients from 10.1.0.0 on
  mac(frame + (from_client ? 6 : 0), 1, client);
  mac(frame + (from_client ? 0 : 6), 2, server);
  put16(frame + 12, 0x0800);
  memset(ip, 0, IP);
  ip[0] = 0x45;
  put16(ip + 2, IP + TCP + length);
  ip[8] = 64;
  ip[9] = 6;
  put32(ip + 12, from_client ? client_ip : server_ip);
  put32(ip + 16, from_client ? server_ip : client_ip);
  put16(ip + 10, checksum(ip, IP));
  put16(tcp, from_client ? port : service);
  put16(tcp + 2, from_client ? service : port);
  put32(tcp + 4, sequence);
  put32(tcp + 8, acknowledged);
  tcp[12] = 5 << 4;
  tcp[13] = flags;
  put16(tcp + 14, 65535);
  put32(tcp + 16, 0); // the checksum is left out, as offloads do
  memcpy(tcp + TCP, data, length);
  uint32_t all = ETHERNET + IP + TCP + length;
  uint32_t record[4] = {1767600000u + number * spacing / 1000000, number * spacing % 1000000, all, all};
  fwrite(record, sizeof record, 1, out);
  fwrite(frame, all, 1, out);
}

int main(int argc, char **argv) {
  if (argc < 5) { fprintf(stderr, "usage: flows FILE FLOWS DEVICES PACKETS [hl7]\n"); return 2; }
  uint64_t flows = strtoull(argv[2], NULL, 10), devices = strtoull(argv[3], NULL, 10), wanted = strtoull(argv[4], NULL, 10), number = 0;
  int hl7 = argc > 5 && !strcmp(argv[5], "hl7");
  if (!flows || !devices || devices > 16000000 || flows > devices * PORTS) { fprintf(stderr, "flows: too many a device\n"); return 2; }
  if (flows > 100000) spacing = 1;
  FILE *out = strcmp(argv[1], "-") ? fopen(argv[1], "wb") : stdout;
  if (!out) { perror(argv[1]); return 1; }
  setvbuf(out, NULL, _IOFBF, 1 << 20);
  uint32_t header[6] = {0xa1b2c3d4, 2 | 4 << 16, 0, 0, 65535, 1};
  fwrite(header, sizeof header, 1, out);
  char request[1024], answer[1024];
  memset(request, 0xee, 32);
  memset(answer, 0xdd, 32);
  for (uint64_t wave = 0; wave == 0 || number < wanted; wave++) {
    for (int step = 0; step < STEPS; step++) {
      for (uint64_t flow = 0; flow < flows; flow++, number++) {
        uint32_t client = flow % devices, one = 1000 + flow * 64, two = 900000000 + flow * 64;
        unsigned port = FIRST_PORT + (flow / devices + wave * (flows / devices + 1)) % PORTS, server = flow % SERVERS + 1;
        unsigned service = hl7 ? 2575 : 5000, a = 32, b = 32;
        if (hl7) {
          a = sprintf(request, "\vMSH|^~\\&|MON%u|WARD|ENGINE|HOSP|20260105080000||ORU^R01|M%llu|P|2.5\rPID|1||P%u^^^HOSP^MR||DOE^JANE%u||19700101|F\r"
                               "OBR|1|||8867-4^Heart rate\rOBX|1|NM|8867-4^Heart rate||%u|/min|||||F\r\034\r",
                      client, (unsigned long long)number, client % 5000, client % 5000, (unsigned)(60 + flow % 40));
          b = sprintf(answer, "\vMSH|^~\\&|ENGINE|HOSP|MON%u|WARD|20260105080000||ACK^R01|A%llu|P|2.5\rMSA|AA|M%llu\r\034\r", client,
                      (unsigned long long)number, (unsigned long long)(number - flows));
        }
        uint32_t after = one + 1 + a, back = two + 1 + b;
        switch (step) {
          case 0: packet(out, number, 1, client, server, port, service, one, 0, SYN, "", 0); break;
          case 1: packet(out, number, 0, client, server, port, service, two, one + 1, SYN | ACK, "", 0); break;
          case 2: packet(out, number, 1, client, server, port, service, one + 1, two + 1, ACK, "", 0); break;
          case 3: packet(out, number, 1, client, server, port, service, one + 1, two + 1, PSH | ACK, request, a); break;
          case 4: packet(out, number, 0, client, server, port, service, two + 1, after, PSH | ACK, answer, b); break;
          case 5: packet(out, number, 1, client, server, port, service, after, back, FIN | ACK, "", 0); break;
          default: packet(out, number, 0, client, server, port, service, back, after + 1, FIN | ACK, "", 0);
        }
      }
    }
  }
  if (fclose(out)) { perror(argv[1]); return 1; }
  return 0;
}
