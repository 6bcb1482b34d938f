/// JMH benchmarks: one class a question, each with the plain way of doing it beside ours. How to
/// run them: the module's README.
package io.wardtap.benchmarks;
