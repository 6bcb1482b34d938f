/// What tests of all modules share: builders of captures.
package io.wardtap.protocol.testkit;
