/**
 * Where a call about an event of a run is. `not-sent`: it would have been sent, if the sandbox had been told where to.
 * `canceled`: the integration was turned off before a call was accepted.
 */
export type CallStatus = "pending" | "delivered" | "failed" | "canceled" | "not-sent";

/** What is kept of the calls about one event, for webhooks as deliveries and for other integrations as notices. */
export interface EventCall {
  readonly id: string;
  readonly status: CallStatus;
  readonly triggeredAt: number;
  /** Calls that have begun. One more than `attempts` while a call is made, or was cut off and has to be made again. */
  readonly begun: number;
  /** Calls whose outcome is known. */
  readonly attempts: number;
  readonly lastHandleAttemptAt: number | null;
  /** When the next call begins if the last one is not accepted; null: never, or the answer to the last one sets it. */
  readonly nextAttemptAt: number | null;
  /** What is sent. */
  readonly requestBody: Readonly<Record<string, unknown>>;
  /** Of the last call, without secrets. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Of its answer; null where there was none. */
  readonly responseCode: number | null;
  readonly responseHeaders: Readonly<Record<string, string>> | null;
  /** Its beginning, without secrets. */
  readonly responseBody: string | null;
  /** Why the last call was not accepted. */
  readonly errorMessage: string | null;
  /** Links to what it is about; null where that was deleted. */
  readonly event: string | null;
  readonly run: string | null;
  readonly workspace: string | null;
  readonly environment: string | null;
}

/** What a Slack or EventBridge integration sent, or would have sent, about one event of a run. */
export interface Notice extends EventCall {
  readonly type: "notices";
  readonly kind: "slack" | "event-bridge";
  /** The integration's id. */
  readonly integration: string;
  readonly event: string;
  readonly run: string;
  readonly workspace: string;
  readonly environment: string;
}
