/// HTTP: metrics and health. Start with [io.wardtap.appliance.web.MetricsServer]. Depends on
/// nothing of Wardtap; not loaded unless something is served.
package io.wardtap.appliance.web;
