// walk CAPTURE PASSES: what a lane does for each packet before its payload, done plainly in C: reads the records of a classic pcap that lies in
// memory, decodes Ethernet, VLAN tags, IPv4 or IPv6, TCP or UDP, finds the flow of both directions in a hash table or makes it, counts packet and
// bytes and moves the flow to the end of the list of the idle. Prints nanoseconds a packet of the median pass; the first one is not counted.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ETHERNET = 14, TABLE = 1 << 22 };

typedef struct flow {
  uint64_t source_high, source_low, destination_high, destination_low;
  uint64_t packets[2], bytes[2];
  struct flow *older, *newer;
  int64_t last_ns;
  uint16_t source_port, destination_port;
  uint8_t transport;
} flow;

static uint32_t hashes[TABLE];
static flow *flows[TABLE];
static flow *oldest, *newest;
static long opened;

static uint32_t be16(const uint8_t *at) { return at[0] << 8 | at[1]; }
static uint32_t be32(const uint8_t *at) { uint32_t v; memcpy(&v, at, 4); return __builtin_bswap32(v); }
static uint64_t be64(const uint8_t *at) { uint64_t v; memcpy(&v, at, 8); return __builtin_bswap64(v); }

static uint64_t mix(uint64_t a) { a *= 0x9E3779B97F4A7C15u; return a ^ a >> 32; }

static void touch(flow *f, int64_t now) { // to the end of the list
  f->last_ns = now;
  if (newest == f) { return; }
  if (f->older) { f->older->newer = f->newer; } else { oldest = f->newer; }
  f->newer->older = f->older;
  f->older = newest;
  f->newer = 0;
  newest->newer = f;
  newest = f;
}

static int packet(const uint8_t *at, uint32_t length, int64_t now) {
  if (length < ETHERNET) { return 0; }
  uint32_t type = be16(at + 12), next = ETHERNET;
  while ((type == 0x8100 || type == 0x88a8) && next + 4 <= length) { type = be16(at + next + 2); next += 4; }
  uint64_t sh = 0, sl, dh = 0, dl;
  uint32_t total, transport;
  const uint8_t *ip = at + next;
  if (type == 0x0800) {
    if (next + 20 > length) { return 0; }
    uint32_t header = (ip[0] & 15) * 4;
    total = be16(ip + 2);
    if (ip[0] >> 4 != 4 || header < 20 || total < header || next + header > length || be16(ip + 6) & 0x3FFF) { return 0; }
    transport = ip[9];
    sl = be32(ip + 12);
    dl = be32(ip + 16);
    next += header;
  } else if (type == 0x86dd) {
    if (next + 40 > length || ip[0] >> 4 != 6) { return 0; }
    total = 40 + be16(ip + 4);
    transport = ip[6];
    sh = be64(ip + 8);
    sl = be64(ip + 16);
    dh = be64(ip + 24);
    dl = be64(ip + 32);
    next += 40;
  } else {
    return 0;
  }
  uint32_t sp = 0, dp = 0;
  const uint8_t *t = at + next;
  if (transport == 6) {
    if (next + 20 > length || (t[12] >> 4) < 5) { return 0; }
    sp = be16(t);
    dp = be16(t + 2);
  } else if (transport == 17) {
    if (next + 8 > length || be16(t + 4) < 8) { return 0; }
    sp = be16(t);
    dp = be16(t + 2);
  }
  uint64_t h = mix(sl ^ mix(sh) ^ sp << 16) + mix(dl ^ mix(dh) ^ dp << 16); // the same for both directions
  uint32_t hash = (uint32_t)mix(h + transport) | 1;
  uint32_t slot = hash & (TABLE - 1);
  for (; hashes[slot]; slot = (slot + 1) & (TABLE - 1)) {
    if (hashes[slot] != hash) { continue; }
    flow *f = flows[slot];
    int side = 0;
    if (f->transport != transport) { continue; }
    if (f->source_low == sl && f->destination_low == dl && f->source_port == sp && f->destination_port == dp && f->source_high == sh
        && f->destination_high == dh) {
      side = 0;
    } else if (f->source_low == dl && f->destination_low == sl && f->source_port == dp && f->destination_port == sp && f->source_high == dh
               && f->destination_high == sh) {
      side = 1;
    } else {
      continue;
    }
    f->packets[side]++;
    f->bytes[side] += total;
    touch(f, now);
    return 1;
  }
  if (opened >= TABLE / 2) { return 0; }
  flow *f = calloc(1, sizeof *f);
  *f = (flow){.source_high = sh, .source_low = sl, .destination_high = dh, .destination_low = dl, .source_port = sp, .destination_port = dp,
              .transport = transport, .packets = {1}, .bytes = {total}, .older = newest, .last_ns = now};
  if (newest) { newest->newer = f; } else { oldest = f; }
  newest = f;
  hashes[slot] = hash;
  flows[slot] = f;
  opened++;
  return 1;
}

static int compare(const void *a, const void *b) { return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b); }

int main(int argc, char **argv) {
  if (argc != 3) { fprintf(stderr, "usage: walk CAPTURE PASSES\n"); return 2; }
  FILE *in = fopen(argv[1], "rb");
  if (!in) { perror(argv[1]); return 1; }
  fseek(in, 0, SEEK_END);
  size_t size = ftell(in);
  rewind(in);
  uint8_t *bytes = malloc(size);
  if (!bytes || fread(bytes, 1, size, in) != size) { perror(argv[1]); return 1; }
  int passes = atoi(argv[2]);
  double *ns = calloc(passes + 1, sizeof *ns);
  long packets = 0, known = 0;
  for (int pass = 0; pass <= passes; pass++) {
    struct timespec from, to;
    packets = known = 0;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (size_t at = 24; at + 16 <= size;) {
      uint32_t record[4];
      memcpy(record, bytes + at, sizeof record);
      if (at + 16 + record[2] > size) { break; }
      known += packet(bytes + at + 16, record[2], record[0] * 1000000000ll + record[1] * 1000ll);
      packets++;
      at += 16 + record[2];
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    ns[pass] = ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / (packets ? packets : 1);
  }
  qsort(ns + 1, passes, sizeof *ns, compare);
  printf("packets=%ld with_flow=%ld flows=%ld ns=%.1f\n", packets, known, opened, ns[1 + passes / 2]);
  return 0;
}
