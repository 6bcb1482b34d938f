/// What is wrong with HTTP, and with what medical programs do over it.
package io.wardtap.appliance.detect.http;
