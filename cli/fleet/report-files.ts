import { accessSync, constants, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CliError, usage } from "../shell/errors.js";
import { systemErrorText, withPath } from "../shell/system-errors.js";

/** Files that a simulation reads and writes, by their flags without the dashes. */
export type NamedFiles = Readonly<Record<string, string | undefined>>;

/**
 * Checks, before a simulation that may take minutes, that its reports can be written and that each has a file of its own, which is
 * not one that the simulation reads. @throws CliError
 */
export function checkReportFiles(reports: NamedFiles, inputs: NamedFiles): void {
  const taken = new Map<string, string>();
  const named = (files: NamedFiles) =>
    Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  for (const [flag, file] of named(inputs)) taken.set(identityOf(file), flag);
  for (const [flag, file] of named(reports)) {
    const stats = statOf(file);
    // What is not a regular file, such as /dev/null or a pipe, keeps nothing that could be lost.
    if (stats === undefined || stats.isFile()) {
      const identity = identityOf(file);
      const other = taken.get(identity);
      if (other !== undefined)
        throw usage(`--${flag} and --${other} name the same file, ${file}. Name another one for --${flag}.`);
      taken.set(identity, flag);
    }
    checkWritable(flag, file, stats);
  }
}

/** Writes a report. @throws CliError */
export function writeReport(flag: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw unwritable(flag, file, error);
  }
}

/** A report could not be written: which one, why, and what to do. */
export function unwritable(flag: string, file: string, error: unknown): CliError {
  const why = systemErrorText(withPath(error, file) as NodeJS.ErrnoException) ?? (error as Error).message;
  return new CliError("failure", `--${flag} was not written: ${why}`);
}

function checkWritable(flag: string, file: string, stats: Stats | undefined): void {
  if (stats?.isDirectory()) throw usage(`--${flag} ${file} is a folder. Name a file.`);
  const place = stats === undefined ? dirname(resolve(file)) : file;
  try {
    accessSync(place, constants.W_OK);
  } catch (error) {
    throw unwritable(flag, file, error);
  }
}

function identityOf(file: string): string {
  const stats = statOf(file);
  return stats === undefined ? resolve(file) : `${stats.dev}:${stats.ino}`;
}

const statOf = (file: string): Stats | undefined => {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
};
