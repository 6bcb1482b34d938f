/// TCP reassembly: [io.wardtap.protocol.stream.TcpReassembler] gives each direction's bytes in
/// order, in place where they come in order. Depends on bytes, flow, transport and unit (which owns
/// buffered bytes).
package io.wardtap.protocol.stream;
