import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Metrics } from "../types.js";
import { otlpDocument } from "./document.js";
import { send } from "./send.js";
import { type Environment, OtlpSettingError, type OtlpSettings, otlpSettings } from "./settings.js";

/** Milliseconds that the last request may take when the simulator stops. */
const LAST_TIMEOUT = 2_000;

const NEVER = new AbortController().signal;

/**
 * Sends all metrics to an OTLP receiver at intervals. A failed request is not retried, because the next one has newer values.
 * Times are the machine's, because receivers reject others.
 */
export class OtlpExporter<Source> {
  private readonly timer: NodeJS.Timeout;
  private readonly attributes: Readonly<Record<string, string>>;
  private sending: Promise<void> | null = null;
  private failing = false;
  private readonly stopping = new AbortController();

  private constructor(
    private readonly settings: OtlpSettings,
    private readonly metrics: Metrics<Source>,
    private readonly log: Logger,
  ) {
    this.attributes = { "service.instance.id": randomUUID(), ...settings.attributes };
    this.timer = setInterval(() => this.export(), settings.interval);
    this.timer.unref();
  }

  /** Starts what the environment asks for; null when that is nothing, or cannot be done, which the log then says. */
  static start<Source>(env: Environment, metrics: Metrics<Source>, log: Logger): OtlpExporter<Source> | null {
    try {
      const settings = otlpSettings(env);
      if (settings === null) return null;
      log.info({ to: where(settings) }, "Metrics are exported.");
      return new OtlpExporter(settings, metrics, log);
    } catch (error) {
      if (!(error instanceof OtlpSettingError)) throw error;
      log.warn(`Metrics are not exported: ${error.message}`);
      return null;
    }
  }

  /** Sends the last values, without keeping anybody waiting for long. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    const waited = this.sending !== null;
    this.stopping.abort();
    await this.sending;
    const { settings } = this;
    if (waited || this.failing) return;
    await this.send({ ...settings, timeout: Math.min(settings.timeout, LAST_TIMEOUT) }, NEVER);
  }

  private export(): void {
    // A receiver slower than the interval gets no second request beside the first.
    this.sending ??= this.send(this.settings, this.stopping.signal).finally(() => {
      this.sending = null;
    });
  }

  private async send(settings: OtlpSettings, givenUp: AbortSignal): Promise<void> {
    const document = otlpDocument(this.metrics, this.attributes, Date.now());
    const problem = await send(settings, document, givenUp);
    if (givenUp.aborted) return;
    const to = where(settings);
    if (problem !== null)
      this.log[this.failing ? "debug" : "warn"]({ to, problem }, "Metrics could not be exported.");
    else if (this.failing) this.log.info({ to }, "Metrics are exported again.");
    this.failing = problem !== null;
  }
}

/** The URL for messages: without user and query, which may contain secrets. */
const where = ({ url }: OtlpSettings) => url.origin + url.pathname;
