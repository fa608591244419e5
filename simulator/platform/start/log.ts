import { type DestinationStream, type Logger, pino } from "pino";
import { OptionError } from "../start-errors.js";
import type { SimulatorOptions } from "./options.js";

/** Patterns of secrets that might reach a log by mistake: tokens, wherever they come from, and keys of upload links. */
const SECRETS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, "<token>"],
  [/\b(Bearer|Basic) +[^\s"\\]+/gi, "$1 <token>"],
  [/(postgres(?:ql)?:\/\/[^\s:/@"\\]*:)[^\s@"\\]+@/gi, "$1<secret>@"],
  [/([?&](?:key|token|access_token)=)[^\s"&\\]+/gi, "$1<secret>"],
];

const masked = (line: string) =>
  SECRETS.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);

/** A log of JSON lines, with the machine's time in UTC: the sandbox's clock may be frozen. */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
      hooks: { streamWrite: masked },
    },
    destination,
  );
}

export interface OpenLog {
  readonly log: Logger;
  close(): void;
}

/** Opens the log that the options name. @throws OptionError if its file cannot be written */
export function openLog({ log, logLevel = "warn", logFile }: SimulatorOptions): OpenLog {
  if (log) return { log, close: () => {} };
  if (logFile === undefined)
    return { log: createLog(logLevel, pino.destination({ dest: 2, sync: true })), close: () => {} };
  try {
    const file = pino.destination({ dest: logFile, append: true, mode: 0o600, sync: true });
    return { log: createLog(logLevel, file), close: () => file.end() };
  } catch (error) {
    throw new OptionError(`The log cannot be written to ${logFile}: ${(error as Error).message}.`);
  }
}
