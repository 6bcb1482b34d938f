// flood KIND PACKETS: writes a classic pcap of an attack to standard output, a packet a microsecond. syn: openings of TCP connections from
// addresses all over to one server, none answered. udp: single datagrams of the same kind. fragments: first fragments whose rest never comes.
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ETHERNET = 14, IPV4 = 20, FRAME = 60 };

static uint64_t state = 0x9E3779B97F4A7C15u; // the same flood every time

static uint32_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)(state >> 32);
}

static void put16(uint8_t *at, uint32_t value) { at[0] = value >> 8; at[1] = value; }

static void put32(uint8_t *at, uint32_t value) { put16(at, value >> 16); put16(at + 2, value & 0xFFFF); }

static void checksum(uint8_t *ip) {
  uint32_t sum = 0;
  put16(ip + 10, 0);
  for (int i = 0; i < IPV4; i += 2) { sum += ip[i] << 8 | ip[i + 1]; }
  while (sum >> 16) { sum = (sum & 0xFFFF) + (sum >> 16); }
  put16(ip + 10, ~sum & 0xFFFF);
}

int main(int argc, char **argv) {
  if (argc != 3) { fprintf(stderr, "usage: flood syn|udp|fragments PACKETS\n"); return 2; }
  int syn = !strcmp(argv[1], "syn"), fragments = !strcmp(argv[1], "fragments");
  if (!syn && !fragments && strcmp(argv[1], "udp")) { fprintf(stderr, "flood: no such kind: %s\n", argv[1]); return 2; }
  long packets = atol(argv[2]);
  uint32_t header[6] = {0xa1b2c3d4, 2 | 4 << 16, 0, 0, 65535, 1};
  static char buffer[1 << 20];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  fwrite(header, sizeof header, 1, stdout);
  struct { uint32_t seconds, micros, captured, length; uint8_t frame[FRAME]; } record;
  memset(&record, 0, sizeof record);
  record.captured = record.length = FRAME;
  uint8_t *ip = record.frame + ETHERNET, *transport = ip + IPV4;
  memcpy(record.frame, "\x02\0\0\0\0\x01\x02\0\0\0\0\x02\x08\0", ETHERNET);
  ip[0] = 0x45;
  ip[8] = 64;
  ip[9] = syn ? 6 : 17;
  int length = syn ? 40 : fragments ? 44 : FRAME - ETHERNET; // the rest pads the frame; fragments carry eights of bytes
  put16(ip + 2, length);
  put32(ip + 16, 0x0A140001); // 10.20.0.1
  for (long i = 0; i < packets; i++) {
    record.seconds = 1700000000u + i / 1000000;
    record.micros = i % 1000000;
    uint32_t random = next();
    put16(ip + 4, random & 0xFFFF);
    put16(ip + 6, fragments ? 0x2000 : 0);
    put32(ip + 12, next());
    checksum(ip);
    put16(transport, 1024 + (random >> 16) % 60000);
    put16(transport + 2, syn ? 104 : 11112);
    if (syn) {
      put32(transport + 4, random);
      transport[12] = 5 << 4;
      transport[13] = 2; // SYN
      put16(transport + 14, 64240);
    } else {
      put16(transport + 4, FRAME - ETHERNET - IPV4);
    }
    if (fwrite(&record, sizeof record, 1, stdout) != 1) { perror("flood"); return 1; }
  }
  return fflush(stdout) ? 1 : 0;
}
