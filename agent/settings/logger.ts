import type { AgentSettings } from "./settings.js";

/** Writes one entry of the agent's log, with facts beside the message. */
export interface Logger {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

/**
 * The agent's own log, one line an event, on standard error. Tokens never appear in it. `named`: each line says which
 * agent it is of, as those in JSON always do.
 */
export function createLogger(
  { name, debug, logFormat }: Pick<AgentSettings, "name" | "debug" | "logFormat">,
  { named = false } = {},
): Logger {
  const write = (line: string) => process.stderr.write(line);
  const who = named ? `${name}: ` : "";
  const log =
    (level: string) =>
    (message: string, fields: object = {}) => {
      const at = new Date().toISOString();
      if (logFormat === "json") {
        write(`${JSON.stringify({ time: at, level, agent: name, message, ...fields })}\n`);
        return;
      }
      const details = Object.entries(fields).map(([key, value]) => ` ${key}=${value}`);
      write(`${at} ${level.padEnd(5)} ${who}${message}${details.join("")}\n`);
    };
  return {
    debug: debug ? log("debug") : () => {},
    info: log("info"),
    warn: log("warn"),
    error: log("error"),
  };
}
