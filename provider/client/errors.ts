import type { TokenSource } from "./connection.js";
import type { ApiErrorItem } from "./document.js";

interface Call {
  readonly method: string;
  readonly url: string;
}

/** The API answered with a status of 400 or more. */
export class ScalrApiError extends Error {
  override readonly name = "ScalrApiError";
  readonly status: number;
  readonly errors: readonly ApiErrorItem[];
  readonly method: string;
  readonly url: string;

  constructor(call: Call, status: number, errors: readonly ApiErrorItem[], tokenFrom?: TokenSource) {
    super(describe(call, status, errors, tokenFrom));
    this.status = status;
    this.errors = errors;
    this.method = call.method;
    this.url = call.url;
  }
}

/** Why there is no usable response. `dropped`: it is unknown whether the request took effect. */
export type ConnectionFault =
  | "refused"
  | "unproven"
  | "unknown-host"
  | "certificate"
  | "wrong-protocol"
  | "forbidden-port"
  | "dropped"
  | "timeout"
  | "canceled"
  | "not-scalr";

/** The host gave no usable response. */
export class ScalrConnectionError extends Error {
  override readonly name = "ScalrConnectionError";
  readonly fault: ConnectionFault;
  readonly method: string;
  readonly url: string;

  constructor(call: Call, fault: ConnectionFault, detail: string, cause?: unknown) {
    super(`${explainFault(fault, new URL(call.url).origin, detail)} (${call.method} ${call.url})`, { cause });
    this.fault = fault;
    this.method = call.method;
    this.url = call.url;
  }
}

function describe(
  call: Call,
  status: number,
  errors: readonly ApiErrorItem[],
  tokenFrom: TokenSource | undefined,
): string {
  const texts = errors.map((e) => {
    const text = [e.title, e.detail].filter(Boolean).join(": ");
    return e.pointer ? `${text} (at ${e.pointer})` : text;
  });
  const origin = new URL(call.url).origin;
  const remedy = remedies[status]?.(origin, tokenFrom);
  const said = texts.filter(Boolean).join("; ") || "no further details";
  return `${remedy ? `${remedy} ` : ""}${said} (${status} from ${call.method} ${call.url})`;
}

const remedies: Readonly<Record<number, (origin: string, tokenFrom?: TokenSource) => string>> = {
  401: (origin, from) =>
    from === undefined
      ? `${origin} does not accept the token.`
      : `${origin} does not accept the token from ${from.name}. ${from.remedy}`,
  403: () => "The token is valid but its permissions do not allow this.",
  429: () =>
    "Too many requests. Waiting as the server asked did not help, or would take longer than five minutes.",
};

function explainFault(fault: ConnectionFault, origin: string, detail: string): string {
  switch (fault) {
    case "refused":
      return `Nothing listens at ${origin}. Is the host right, and is it running? A sandbox is started with "scalr-sandbox up".`;
    case "unproven":
      return detail;
    case "unknown-host":
      return `The host of ${origin} cannot be found. Check SCALR_HOSTNAME, or the provider's hostname.`;
    case "certificate":
      return (
        `The certificate of ${origin} is not trusted: ${detail}. For a sandbox, write its CA certificate to a file with ` +
        `"scalr-sandbox ca export --out ca.pem" and name that file in SSL_CERT_FILE (tofu and terraform read it too) or in ` +
        `NODE_EXTRA_CA_CERTS before starting this program; 'eval "$(scalr-sandbox env)"' does both.`
      );
    case "wrong-protocol":
      return (
        `${origin} does not speak ${origin.startsWith("https:") ? "HTTPS" : "HTTP"} on that port: ${detail}. ` +
        `A host without a scheme means HTTPS; for a sandbox's HTTP port write "http://" before it.`
      );
    case "forbidden-port":
      return `The port of ${origin} belongs to another service by convention, and HTTP clients refuse it. Choose another port.`;
    case "dropped":
      return `The connection to ${origin} was lost before the answer came: ${detail}.`;
    case "timeout":
      return `${origin} did not answer in time: ${detail}.`;
    case "canceled":
      return `The request to ${origin} was canceled.`;
    case "not-scalr":
      return `${origin} answers, but not as scalr.io does: ${detail}. Check SCALR_HOSTNAME, or the provider's hostname.`;
  }
}

const CERTIFICATE_CODES = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_UNTRUSTED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

interface Failure {
  readonly code: string;
  readonly text: string;
  readonly name: string;
}

/** The signs of each fault; the first match counts. */
const FAULTS: readonly (readonly [ConnectionFault, (failure: Failure) => boolean])[] = [
  [
    "timeout",
    ({ name, code }) => name === "TimeoutError" || /^UND_ERR_(CONNECT|HEADERS)_TIMEOUT$/.test(code),
  ],
  ["unproven", ({ name }) => name === "NotProvenError"],
  ["canceled", ({ name }) => name === "AbortError"],
  ["refused", ({ code }) => code === "ECONNREFUSED"],
  ["unknown-host", ({ code }) => code === "ENOTFOUND" || code === "EAI_AGAIN"],
  ["certificate", ({ code, name }) => CERTIFICATE_CODES.has(code) || name === "TrustError"],
  ["wrong-protocol", ({ code }) => code === "EPROTO" || /^(ERR_SSL|HPE_)/.test(code)],
  // fetch never uses the ports of some old services.
  ["forbidden-port", ({ text }) => text === "bad port"],
];

/** The fault behind a rejection of `fetch`, or of reading its body. */
export function connectionError(call: Call, cause: unknown): ScalrConnectionError {
  const failure = innermost(cause);
  const fault = FAULTS.find(([, isIt]) => isIt(failure))?.[0] ?? "dropped";
  return new ScalrConnectionError(call, fault, failure.text, cause);
}

/** fetch wraps what happened in `TypeError: fetch failed`, sometimes in an AggregateError of several addresses. */
function innermost(error: unknown): Failure {
  let at = error as {
    cause?: unknown;
    errors?: unknown[];
    code?: unknown;
    message?: unknown;
    name?: unknown;
  };
  while (at?.cause instanceof Error) at = at.cause;
  if (Array.isArray(at?.errors) && at.errors[0] instanceof Error && at.code === undefined) at = at.errors[0];
  return {
    code: typeof at?.code === "string" ? at.code : "",
    text: typeof at?.message === "string" && at.message !== "" ? plain(at.message) : String(at?.code ?? at),
    name: String(at?.name),
  };
}

/** OpenSSL says where in its own source it failed; its reason alone is of use to others: "write EPROTO wrong version number". */
const plain = (message: string): string =>
  message.replace(/[0-9A-F]*:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):.*/is, "$1").trim();
