import { readFileSync } from "node:fs";
import { VARIABLES, type Variable } from "./variables.js";

export interface OtlpSettings {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds. */
  readonly interval: number;
  readonly gzip: boolean;
  readonly tls: { readonly ca?: string; readonly key?: string; readonly cert?: string };
  /** Of the resource that the metrics are of. */
  readonly attributes: Readonly<Record<string, string>>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The value of a variable is invalid. The message names the variable and the remedy, and does not repeat a value that may be
 * secret.
 */
export class OtlpSettingError extends Error {
  override readonly name = "OtlpSettingError";
  constructor(variable: string, problem: string) {
    super(`${variable} ${problem}`);
  }
}

interface Given {
  /** The variable that the value is from. */
  readonly from: string;
  readonly value: string;
}

/** An empty value counts as not set, as in OpenTelemetry. */
function read(env: Environment, { name, forMetrics }: Variable): Given | undefined {
  for (const from of forMetrics === undefined ? [name] : [forMetrics, name]) {
    const value = env[from]?.trim();
    if (value) return { from, value };
  }
  return undefined;
}

function urlOf({ from, value }: Given): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new OtlpSettingError(from, "has to be an http or https URL, such as http://127.0.0.1:4318.");
  if (from === VARIABLES.endpoint.name) url.pathname = `${url.pathname.replace(/\/$/, "")}/v1/metrics`;
  return url;
}

/** `name=value,name=value`, values percent-encoded. */
function pairs(given: Given | undefined): Record<string, string> {
  if (given === undefined) return {};
  const { from, value } = given;
  const entries = value.split(",").flatMap((pair) => {
    if (pair.trim() === "") return [];
    const [, name, text] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    if (name === undefined) throw new OtlpSettingError(from, "has to be of the form name=value,name=value.");
    try {
      return [[name, decodeURIComponent(text!)]];
    } catch {
      throw new OtlpSettingError(from, `has a value for '${name}' that is not valid percent-encoding.`);
    }
  });
  return Object.fromEntries(entries);
}

function milliseconds(given: Given | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const number = Number(given.value);
  if (Number.isInteger(number) && number > 0 && number <= 0x7fffffff) return number;
  throw new OtlpSettingError(given.from, "has to be a whole number of milliseconds, from 1 up.");
}

function oneOf(given: Given | undefined, values: readonly string[], otherwise: string): string {
  if (given === undefined) return otherwise;
  if (values.includes(given.value)) return given.value;
  throw new OtlpSettingError(given.from, `is '${given.value}'; it must be ${values.join(" or ")}.`);
}

function pem(given: Given | undefined): string | undefined {
  if (given === undefined) return undefined;
  try {
    return readFileSync(given.value, "utf8");
  } catch (error) {
    throw new OtlpSettingError(
      given.from,
      `names a file that cannot be read: ${given.value} (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}

function isOff(env: Environment): boolean {
  const exporters = read(env, VARIABLES.exporter)?.value.split(",");
  if (exporters && !exporters.some((name) => name.trim() === "otlp")) return true;
  return read(env, VARIABLES.disabled)?.value.toLowerCase() === "true";
}

/** Reads the export settings from the environment; returns null if the export is off or has no endpoint. @throws OtlpSettingError */
export function otlpSettings(env: Environment): OtlpSettings | null {
  const endpoint = read(env, VARIABLES.endpoint);
  if (endpoint === undefined || isOff(env)) return null;
  oneOf(read(env, VARIABLES.protocol), ["http/json", "http/protobuf"], "http/json");
  const [ca, key, cert] = [VARIABLES.certificate, VARIABLES.clientKey, VARIABLES.clientCertificate].map(
    (variable) => pem(read(env, variable)),
  );
  const serviceName = read(env, VARIABLES.serviceName);
  return {
    url: urlOf(endpoint),
    headers: pairs(read(env, VARIABLES.headers)),
    timeout: milliseconds(read(env, VARIABLES.timeout), 10_000),
    interval: milliseconds(read(env, VARIABLES.interval), 60_000),
    gzip: oneOf(read(env, VARIABLES.compression), ["gzip", "none"], "none") === "gzip",
    tls: { ...(ca && { ca }), ...(key && { key }), ...(cert && { cert }) },
    attributes: {
      "service.name": "scalr-sandbox",
      ...pairs(read(env, VARIABLES.attributes)),
      ...(serviceName && { "service.name": serviceName.value }),
    },
  };
}
