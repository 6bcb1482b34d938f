/// The HTTP server: /metrics, /healthz, /readyz.
package io.wardtap.appliance.web;
