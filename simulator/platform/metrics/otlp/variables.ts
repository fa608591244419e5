/** A standard environment variable of OpenTelemetry. */
export interface Variable {
  readonly name: string;
  /** The one that is for metrics alone and wins. */
  readonly forMetrics?: string;
  readonly help: string;
}

/** All variables that are read, by their purpose. */
export const VARIABLES = {
  endpoint: {
    name: "OTEL_EXPORTER_OTLP_ENDPOINT",
    forMetrics: "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    help: "The endpoint. Without it, nothing is sent. `/v1/metrics` is appended to the first variable; the second is used as it is",
  },
  protocol: {
    name: "OTEL_EXPORTER_OTLP_PROTOCOL",
    forMetrics: "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL",
    help: "`http/json` or `http/protobuf`: JSON is sent in both cases, which OTLP receivers accept at the same address. With `grpc`, nothing is sent",
  },
  headers: {
    name: "OTEL_EXPORTER_OTLP_HEADERS",
    forMetrics: "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
    help: "Headers of each request, as `name=value,name=value`, values percent-encoded",
  },
  timeout: {
    name: "OTEL_EXPORTER_OTLP_TIMEOUT",
    forMetrics: "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT",
    help: "Milliseconds that a request may take (10000)",
  },
  compression: {
    name: "OTEL_EXPORTER_OTLP_COMPRESSION",
    forMetrics: "OTEL_EXPORTER_OTLP_METRICS_COMPRESSION",
    help: "`gzip` or `none` (none)",
  },
  certificate: {
    name: "OTEL_EXPORTER_OTLP_CERTIFICATE",
    forMetrics: "OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE",
    help: "PEM file of the authority to trust for an `https` endpoint",
  },
  clientKey: {
    name: "OTEL_EXPORTER_OTLP_CLIENT_KEY",
    forMetrics: "OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY",
    help: "PEM file of the key to show an `https` endpoint",
  },
  clientCertificate: {
    name: "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
    forMetrics: "OTEL_EXPORTER_OTLP_METRICS_CLIENT_CERTIFICATE",
    help: "PEM file of the certificate to show an `https` endpoint",
  },
  interval: {
    name: "OTEL_METRIC_EXPORT_INTERVAL",
    help: "Milliseconds between two requests (60000)",
  },
  serviceName: { name: "OTEL_SERVICE_NAME", help: "`service.name` (scalr-sandbox)" },
  attributes: {
    name: "OTEL_RESOURCE_ATTRIBUTES",
    help: "Additional resource attributes, as `name=value,name=value`, values percent-encoded",
  },
  exporter: {
    name: "OTEL_METRICS_EXPORTER",
    help: "If it is set and does not contain `otlp`, nothing is sent",
  },
  disabled: { name: "OTEL_SDK_DISABLED", help: "`true`: nothing is sent" },
} as const satisfies Readonly<Record<string, Variable>>;
