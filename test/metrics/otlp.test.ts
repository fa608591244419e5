import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { OtlpSettingError, otlpSettings } from "../../simulator/platform/metrics/otlp/settings.js";
import { METRICS } from "../../simulator/sandbox/metrics/table.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: the test looks into whatever was sent.
  readonly document: any;
}

/** A receiver of OTLP over HTTP, which answers as it is told. */
class Receiver {
  readonly received: Received[] = [];
  answer: { readonly status: number; readonly body?: object } = { status: 200, body: {} };
  private waiting: (() => void)[] = [];

  private constructor(private readonly server: Server) {
    server.on("request", async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk);
      const sent = Buffer.concat(chunks);
      const text = req.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
      this.received.push({ path: req.url!, headers: req.headers, document: JSON.parse(text.toString()) });
      res.statusCode = this.answer.status;
      res.end(JSON.stringify(this.answer.body ?? {}));
      for (const wake of this.waiting.splice(0)) wake();
    });
  }

  static async listen(): Promise<Receiver> {
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Receiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async next(): Promise<Received> {
    const already = this.received.length;
    while (this.received.length === already) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.received.at(-1)!;
  }
}

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly problem?: string;
}

/** A sandbox with this environment, and what it logs. */
async function exporting(env: Record<string, string>): Promise<{ sandbox: Sandbox; lines: Line[] }> {
  const lines: Line[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const sandbox = await startSandbox({ telemetry: { OTEL_METRIC_EXPORT_INTERVAL: "50", ...env }, log });
  onTestFinished(() => sandbox.close());
  return { sandbox, lines };
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
const plain = (attributes: any[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));

describe("metrics over OTLP", () => {
  it("reach the receiver as OTLP's JSON has them, with the values that /metrics shows", async () => {
    const receiver = await Receiver.listen();
    const { sandbox } = await exporting({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: "x-key=a%20b, x-other = c",
      OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
      OTEL_SERVICE_NAME: "mine",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=ci",
    });
    await sandbox.pool("measured");
    await receiver.next();
    const { path, headers, document } = await receiver.next();
    expect(path).toBe("/v1/metrics");
    expect(headers).toMatchObject({ "content-type": "application/json", "x-key": "a b", "x-other": "c" });
    const [{ resource, scopeMetrics }] = document.resourceMetrics;
    expect(plain(resource.attributes)).toMatchObject({
      "service.name": "mine",
      "deployment.environment": "ci",
      "service.instance.id": expect.any(String),
    });
    const sent = new Map(scopeMetrics[0].metrics.map((metric: { name: string }) => [metric.name, metric]));
    expect([...sent.keys()]).toEqual(METRICS.map(({ name }) => name));
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const slots = (sent.get("scalr_sandbox_pool_slots") as any).gauge.dataPoints;
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const measured = slots.find(({ attributes }: any) => plain(attributes).pool === "measured");
    expect(measured).toMatchObject({ asDouble: 0, timeUnixNano: expect.stringMatching(/^\d{19}$/) });
    expect(plain(measured.attributes)).toMatchObject({ pool_type: "runs", pool_id: expect.any(String) });
    expect(Math.abs(Number(measured.timeUnixNano) / 1e6 - Date.now())).toBeLessThan(60_000);
  });

  it("are tried again after a failure, which the log tells once and its end too", async () => {
    const receiver = await Receiver.listen();
    receiver.answer = { status: 503 };
    const { lines } = await exporting({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    for (let i = 0; i < 3; i++) await receiver.next();
    expect(lines.filter(({ msg }) => msg === "Metrics could not be exported.")).toMatchObject([
      { level: 40, problem: "HTTP 503" },
    ]);
    receiver.answer = { status: 200 };
    for (let i = 0; i < 2; i++) await receiver.next();
    expect(lines.at(-1)!.msg).toBe("Metrics are exported again.");
    receiver.answer = {
      status: 200,
      body: { partialSuccess: { rejectedDataPoints: "2", errorMessage: "old" } },
    };
    for (let i = 0; i < 2; i++) await receiver.next();
    expect(lines.at(-1)!.problem).toBe("2 values were rejected: old");
  });

  it("are sent a last time when the simulator stops", async () => {
    const receiver = await Receiver.listen();
    const { sandbox } = await exporting({
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${receiver.url}/as/it/is`,
      OTEL_METRIC_EXPORT_INTERVAL: "100000",
    });
    await sandbox.close();
    expect(receiver.received.map(({ path }) => path)).toEqual(["/as/it/is"]);
  });

  it("do not keep a simulator from stopping, or from working, where nothing answers", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    onTestFinished(() => silent.closeAllConnections());
    await new Promise((resolve) => silent.once("listening", resolve));
    const asked = new Promise((resolve) => silent.once("request", resolve));
    const { sandbox } = await exporting({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_TIMEOUT: "200000",
    });
    await asked;
    await sandbox.pool("made-meanwhile");
    const start = performance.now();
    await sandbox.close();
    expect(performance.now() - start).toBeLessThan(60_000);
    silent.close();
  });

  it("are not sent over gRPC: the log says so, and everything else works", async () => {
    const { sandbox, lines } = await exporting({
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4317",
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    });
    expect(lines.map(({ msg }) => msg)).toEqual([
      "Metrics are not exported: OTEL_EXPORTER_OTLP_PROTOCOL is 'grpc'; it must be http/json or http/protobuf.",
    ]);
    expect((await sandbox.sandbox("GET", "health")).status).toBe("ok");
  });
});

describe("the environment", () => {
  const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };

  it.each([
    ["no endpoint", {}],
    ["an empty endpoint", { OTEL_EXPORTER_OTLP_ENDPOINT: " " }],
    ["other exporters", { ...ENDPOINT, OTEL_METRICS_EXPORTER: "console,prometheus" }],
    ["everything disabled", { ...ENDPOINT, OTEL_SDK_DISABLED: "TRUE" }],
  ])("asks for nothing with %s", (_, env) => expect(otlpSettings(env)).toBeNull());

  it("prefers what is said for metrics alone", () => {
    const settings = otlpSettings({
      ...ENDPOINT,
      OTEL_METRICS_EXPORTER: "prometheus, otlp",
      OTEL_EXPORTER_OTLP_TIMEOUT: "1",
      OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: "2",
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: "http/protobuf",
    });
    expect(settings).toMatchObject({ timeout: 2, interval: 60_000, gzip: false });
    expect(settings!.url.href).toBe("http://127.0.0.1:4318/v1/metrics");
  });

  it.each([
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"],
    ["OTEL_EXPORTER_OTLP_HEADERS", "s3cret"],
    ["OTEL_EXPORTER_OTLP_HEADERS", "x-key=%s3cret"],
    ["OTEL_EXPORTER_OTLP_TIMEOUT", "0"],
    ["OTEL_METRIC_EXPORT_INTERVAL", "soon"],
    ["OTEL_EXPORTER_OTLP_COMPRESSION", "brotli"],
    ["OTEL_EXPORTER_OTLP_CERTIFICATE", "/nowhere.pem"],
  ])("is told which variable is wrong: %s=%s", (name, value) => {
    const read = () => otlpSettings({ ...ENDPOINT, [name]: value });
    expect(read).toThrow(OtlpSettingError);
    expect(read).toThrow(name);
    expect(read).not.toThrow(/s3cret/);
  });
});
