/// The commands; Main delegates to one *Command a verb.
package io.wardtap.appliance.cli;
