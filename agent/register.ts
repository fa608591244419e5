import { existsSync, readFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { NotProvenError } from "../files/proof.js";
import { AgentError, type AgentExit } from "./process/exit-codes.js";
import { persist } from "./protocol/backoff.js";
import { HttpError } from "./protocol/http.js";
import type { RegisterResponse } from "./protocol/protocol.js";
import type { Server } from "./protocol/server.js";
import type { Logger } from "./settings/logger.js";
import type { AgentSettings } from "./settings/settings.js";

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

function packageVersion(): string {
  for (const path of ["../package.json", "../../package.json"]) {
    const url = new URL(path, import.meta.url);
    if (existsSync(url)) return (JSON.parse(readFileSync(url, "utf8")) as { version: string }).version;
  }
  return "unknown";
}

/** Whether the cause is the server's certificate: then waiting does not help. */
const isUntrusted = (error: Error): boolean =>
  /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|^CERT_|ALTNAME_INVALID/.test(
    String((error as NodeJS.ErrnoException).code),
  );

/** The exits for rejected registrations, by status. */
const REFUSALS: Readonly<Record<number, AgentExit>> = {
  409: "nameTaken",
  422: "settings",
  426: "versionTooOld",
};

/** Why the server cannot be reached; if HTTP and HTTPS were confused, with the setting that helps. */
function problemOf({ url }: AgentSettings, error: Error): string {
  if (!/^(EPROTO$|ERR_SSL|HPE_)/.test(String((error as NodeJS.ErrnoException).code))) return error.message;
  return url.startsWith("https:")
    ? "The port does not speak HTTPS. A SCALR_URL without a scheme means HTTPS: write http:// before a sandbox's HTTP port."
    : "The port does not speak HTTP. Write https:// in SCALR_URL before a sandbox's HTTPS port.";
}

const untrusted = ({ url }: AgentSettings, { message }: Error) =>
  new AgentError(
    "settings",
    `The certificate of ${url} is not trusted: ${message}. Name the PEM file of its authority in SCALR_AGENT_CA_CERT ` +
      `("scalr-sandbox ca export --out ca.pem" writes that of a sandbox).`,
  );

/** Joins the pool, and waits for an unreachable server. @throws AgentError if it is rejected */
export async function register(
  server: Server,
  settings: AgentSettings,
  log: Logger,
  signal: AbortSignal,
): Promise<RegisterResponse> {
  const request = {
    name: settings.name,
    concurrency: settings.concurrency,
    os: platform(),
    cpuPlatform: `${platform()}_${ARCHITECTURES[arch()] ?? arch()}`,
    driver: settings.driver,
    runtime: existsSync("/.dockerenv") ? "docker" : "vm",
    version: packageVersion(),
  };
  let said = "";
  try {
    return await persist(
      signal,
      () => server.register(settings.token, request),
      (error) => {
        if (isUntrusted(error)) throw untrusted(settings, error);
        if (error instanceof NotProvenError) throw new AgentError("tokenRefused", error.message);
        const problem = problemOf(settings, error);
        if (problem !== said) log.warn(`${settings.url} cannot be reached, trying again: ${problem}`);
        said = problem;
      },
    );
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const exit = REFUSALS[error.status] ?? "tokenRefused";
    throw new AgentError(exit, `${settings.url} refused the agent '${settings.name}': ${error.message}`);
  }
}
