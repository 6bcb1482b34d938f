// send INTERFACE CAPTURE SECONDS PACKETS_PER_SECOND: plays a classic pcap of Ethernet frames again and again at a fixed rate (0: as fast as
// it goes) and prints what the interface took. Each round moves the IPv4 addresses on by one in their second byte, so that its flows are new.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, FILE_HEADER = 24, RECORD_HEADER = 16, MAX_FRAME = 65549 };

typedef struct { uint8_t *bytes; uint32_t length; uint32_t ip; } frame; // ip: offset of the IPv4 header, 0 without

static void fail(const char *what) { perror(what); exit(1); }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static uint32_t ipv4_offset(const uint8_t *f, uint32_t length) {
  uint32_t at = 12;
  while (at + 2 <= length) {
    uint32_t type = f[at] << 8 | f[at + 1];
    if (type == 0x8100 || type == 0x88a8) { at += 4; continue; }
    return type == 0x0800 && at + 22 <= length ? at + 2 : 0;
  }
  return 0;
}

static frame *load(const char *path, size_t *count) {
  int fd = open(path, O_RDONLY);
  struct stat st;
  if (fd < 0 || fstat(fd, &st)) fail(path);
  uint8_t *file = mmap(NULL, st.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  if (file == MAP_FAILED) fail("mmap");
  uint32_t magic;
  memcpy(&magic, file, 4);
  if (st.st_size < FILE_HEADER || (magic != 0xa1b2c3d4 && magic != 0xa1b23c4d)) {
    fprintf(stderr, "%s: not a little-endian pcap\n", path);
    exit(1);
  }
  size_t room = 1 << 16, n = 0;
  frame *frames = malloc(room * sizeof *frames);
  for (off_t at = FILE_HEADER; at + RECORD_HEADER <= st.st_size;) {
    uint32_t length;
    memcpy(&length, file + at + 8, 4);
    if (length > MAX_FRAME || at + RECORD_HEADER + length > st.st_size) break;
    if (n == room && !(frames = realloc(frames, (room *= 2) * sizeof *frames))) fail("realloc");
    uint8_t *bytes = file + at + RECORD_HEADER;
    if (length >= 14) frames[n++] = (frame){bytes, length, ipv4_offset(bytes, length)};
    at += RECORD_HEADER + length;
  }
  if (n == 0) { fprintf(stderr, "%s: no packets\n", path); exit(1); }
  *count = n;
  return frames;
}

int main(int argc, char **argv) {
  if (argc != 5) { fprintf(stderr, "usage: send INTERFACE CAPTURE SECONDS PACKETS_PER_SECOND\n"); return 2; }
  size_t count, next = 0;
  frame *frames = load(argv[2], &count);
  double seconds = atof(argv[3]), rate = atof(argv[4]);
  int fd = socket(AF_PACKET, SOCK_RAW, 0), one = 1;
  if (fd < 0) fail("socket");
  struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(argv[1])};
  if (!to.sll_ifindex || bind(fd, (struct sockaddr *)&to, sizeof to)) fail(argv[1]);
  setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one);
  struct mmsghdr messages[BATCH];
  struct iovec parts[BATCH];
  memset(messages, 0, sizeof messages);
  for (int i = 0; i < BATCH; i++) messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1};
  uint64_t packets = 0, bytes = 0, refused = 0, rounds = 0;
  double begin = now(), end = begin + seconds, at = begin;
  while (at < end) {
    if (rate > 0) {
      double due = begin + packets / rate;
      if (due > at + 0.0002) {
        struct timespec nap = {0, (long)((due - at) * 1e9)};
        if (nap.tv_nsec > 5000000) nap.tv_nsec = 5000000;
        nanosleep(&nap, NULL);
        at = now();
        continue;
      }
    }
    int n = 0;
    for (; n < BATCH; n++) {
      frame *f = &frames[next];
      parts[n] = (struct iovec){f->bytes, f->length};
      if (f->ip && rounds) { f->bytes[f->ip + 13]++; f->bytes[f->ip + 17]++; }
      if (++next == count) { next = 0; rounds++; n++; break; }
    }
    for (int done = 0; done < n;) {
      int sent = sendmmsg(fd, messages + done, n - done, 0);
      if (sent < 0) {
        if (errno == ENOBUFS || errno == EAGAIN || errno == EINTR) continue;
        refused++; // longer than the interface takes
        done++;
        continue;
      }
      for (int i = done; i < done + sent; i++) bytes += parts[i].iov_len;
      packets += sent;
      done += sent;
    }
    at = now();
  }
  double took = now() - begin;
  printf("packets=%lu bytes=%lu refused=%lu seconds=%.3f rounds=%lu\n", packets, bytes, refused, took, rounds);
  return 0;
}
