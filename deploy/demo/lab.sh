# lab.sh: the made-up hospital's network, in namespaces that exist only while a recording runs. Sourced by record.
# One namespace a device, each with its own MAC and address, all on one bridge in the namespace "switch", where tcpdump listens as
# on a mirror port: every frame is seen once. A router leads to one host outside. MAC addresses are of the range for documentation
# (RFC 9542), the outside address too (RFC 5737).

LAB=wtdemo
# host address last byte of the MAC 00-00-5E-00-53-xx
HOSTS="
pacs 10.20.0.10 10
archive 10.20.0.11 11
ris 10.20.0.12 12
engine 10.20.0.15 15
ehr 10.20.0.20 20
lis 10.20.0.30 30
ct1 10.20.1.11 41
mr1 10.20.1.12 42
us1 10.20.1.13 43
cr1 10.20.1.14 44
dx1 10.20.1.15 45
mongw 10.20.1.31 51
pumpgw 10.20.1.32 52
analyser 10.20.1.41 61
ws1 10.20.1.50 71
laptop 10.20.1.77 77
router 10.20.0.1 01
"

in_host() { local host=$1; shift; ip netns exec "$LAB-$host" "$@"; }

# a program of the lab in the background; its process id (the program's own) is in STARTED and goes to PIDS
start() { # host logfile program arguments
  ip netns exec "$LAB-$1" "${@:3}" >> "$2" 2>&1 & STARTED=$!
  PIDS+=("$STARTED")
}

# one namespace: no IPv6, no TCP timestamps (they would contradict stretched times), names without a name server
lab_namespace() {
  local name=$LAB-$1
  mkdir -p "/etc/netns/$name"
  printf 'nameserver 127.0.0.1\noptions attempts:1 timeout:1\n' > "/etc/netns/$name/resolv.conf"
  { echo "127.0.0.1 localhost"; awk 'NF { print $2, $1 }' <<< "$HOSTS"; echo "203.0.113.50 cloud"; } > "/etc/netns/$name/hosts"
  ip netns add "$name"
  in_host "$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.tcp_timestamps=0
  ip -n "$name" link set lo up
}

# a veth pair between two namespaces, without the offloads that would falsify a capture
lab_cable() { # host interface mac peer peer-interface
  ip link add "$2" address "$3" netns "$LAB-$1" type veth peer name "$5" netns "$LAB-$4"
  in_host "$1" ethtool -K "$2" tx off rx off sg off tso off gso off gro off > /dev/null 2>&1 || true
  in_host "$4" ethtool -K "$5" tx off rx off sg off tso off gso off gro off > /dev/null 2>&1 || true
}

lab_up() {
  local host address mac
  lab_namespace switch
  ip -n $LAB-switch link add br0 type bridge stp_state 0 mcast_snooping 0
  ip -n $LAB-switch link set br0 up
  while read -r host address mac; do
    [ -n "$host" ] || continue
    lab_namespace "$host"
    lab_cable "$host" eth0 "00:00:5e:00:53:$mac" switch "p-$host"
    ip -n $LAB-switch link set "p-$host" master br0 up
    ip -n "$LAB-$host" addr add "$address/16" dev eth0
    ip -n "$LAB-$host" link set eth0 up
    # acknowledgements at once: none is left over for the next scene
    ip -n "$LAB-$host" route replace 10.20.0.0/16 dev eth0 src "$address" quickack 1
    [ "$host" = router ] || ip -n "$LAB-$host" route add default via 10.20.0.1 quickack 1
  done <<< "$HOSTS"
  lab_namespace cloud
  lab_cable cloud eth0 00:00:5e:00:53:f2 router wan0
  ip -n $LAB-router addr add 203.0.113.1/24 dev wan0
  ip -n $LAB-router link set wan0 up
  in_host router sysctl -qw net.ipv4.ip_forward=1
  ip -n $LAB-cloud addr add 203.0.113.50/24 dev eth0
  ip -n $LAB-cloud link set eth0 up
  ip -n $LAB-cloud route add default via 203.0.113.1 quickack 1
}

lab_namespaces() { ip netns list | awk -v lab="$LAB-" 'index($1, lab) == 1 { print $1 }'; }

# ends what still runs inside the lab's namespaces, and removes them
lab_down() {
  local name pid
  for name in $(lab_namespaces); do
    for pid in $(ip netns pids "$name"); do kill "$pid" 2> /dev/null || true; done
  done
  sleep 0.5
  for name in $(lab_namespaces); do
    for pid in $(ip netns pids "$name"); do kill -9 "$pid" 2> /dev/null || true; done
    ip netns del "$name" || true
    rm -rf "/etc/netns/$name"
  done
}
