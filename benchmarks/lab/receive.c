// receive INTERFACE RING_MIB: until SIGINT counts packets in a mapped TPACKET_V3 ring, touches nothing but their headers, and prints what
// arrived and what the kernel dropped: the floor for any program that reads an interface.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>

enum { BLOCK_BYTES = 1 << 20 };

static volatile sig_atomic_t ended;

static void end(int signal) { ended = signal; }

static void fail(const char *what) { perror(what); exit(1); }

int main(int argc, char **argv) {
  if (argc != 3) { fprintf(stderr, "usage: receive INTERFACE RING_MIB\n"); return 2; }
  unsigned blocks = atoi(argv[2]), at = 0;
  int fd = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)), version = TPACKET_V3, one = 1;
  if (fd < 0) fail("socket");
  if (setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof version)) fail("PACKET_VERSION");
  setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof one);
  struct tpacket_req3 ask = {.tp_block_size = BLOCK_BYTES, .tp_block_nr = blocks, .tp_frame_size = 2048,
                             .tp_frame_nr = blocks * (BLOCK_BYTES / 2048), .tp_retire_blk_tov = 10};
  if (setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &ask, sizeof ask)) fail("PACKET_RX_RING");
  uint8_t *ring = mmap(NULL, (size_t)blocks * BLOCK_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
  if (ring == MAP_FAILED) fail("mmap");
  struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = if_nametoindex(argv[1])};
  if (bind(fd, (struct sockaddr *)&to, sizeof to)) fail(argv[1]);
  uint64_t packets = 0, bytes = 0;
  struct pollfd wait = {.fd = fd, .events = POLLIN | POLLERR};
  signal(SIGINT, end);
  while (!ended) {
    struct tpacket_block_desc *block = (void *)(ring + (size_t)at * BLOCK_BYTES);
    if (!(__atomic_load_n(&block->hdr.bh1.block_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER)) {
      poll(&wait, 1, 100);
      continue;
    }
    struct tpacket3_hdr *packet = (void *)((uint8_t *)block + block->hdr.bh1.offset_to_first_pkt);
    for (uint32_t i = block->hdr.bh1.num_pkts; i > 0; i--) {
      bytes += packet->tp_snaplen;
      packet = (void *)((uint8_t *)packet + packet->tp_next_offset);
    }
    packets += block->hdr.bh1.num_pkts;
    __atomic_store_n(&block->hdr.bh1.block_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
    at = (at + 1) % blocks;
  }
  struct tpacket_stats_v3 statistics;
  socklen_t length = sizeof statistics;
  getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &statistics, &length);
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("packets=%lu bytes=%lu dropped=%u cpu=%.2f\n", packets, bytes, statistics.tp_drops,
         used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
  return 0;
}
