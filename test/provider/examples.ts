import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import type { Sandbox } from "../support/sandbox.js";

const root = join(import.meta.dirname, "..", "..", "examples", "provider");

type Kind = "resources" | "data-sources" | "functions";

/** Types and functions that have an example file. */
export function typesIn(kind: Kind): string[] {
  return readdirSync(join(root, kind)).map((file) => basename(file, ".tf"));
}

export const exampleOf = (kind: Kind, type: string): string =>
  readFileSync(join(root, kind, `${type}.tf`), "utf8");

const HEADER = `terraform {
  required_providers {
    scalr = {
      source = "registry.scalr.io/scalr/scalr"
    }
  }
}
`;

/** A folder with all examples of resources in it: together they are one configuration. The caller removes it. */
export function examplesFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "examples-"));
  writeFileSync(join(folder, "versions.tf"), HEADER);
  for (const type of typesIn("resources"))
    cpSync(join(root, "resources", `${type}.tf`), join(folder, `${type}.tf`));
  return folder;
}

/** What a sandbox has of no repository, and scalr.io of the tags in it: a version of the one module with that source. */
export function publish({ simulator }: Sandbox, version: string, module?: string): string {
  const { store } = simulator;
  const id = `modver-${version.replaceAll(".", "")}`;
  const unknown = {
    dependencies: null,
    details: null,
    errorMessage: null,
    inputs: null,
    isForbiddenBy: null,
  };
  const contents = { outputs: null, resources: null, size: null, isRootModule: true, vcsRevision: null };
  const of = module ?? [...store.all("modules")][0]!.id;
  store.transact((tx) =>
    tx.insert({
      ...{ type: "module-versions", id, module: of, version, status: "ok", createdAt: 0, ...unknown },
      ...contents,
    } as never),
  );
  return id;
}

/** Adds the examples of data sources, which read what the resources made, and of functions. */
export function addReaders(folder: string): void {
  for (const name of typesIn("functions"))
    cpSync(join(root, "functions", `${name}.tf`), join(folder, `function-${name}.tf`));
  for (const type of typesIn("data-sources"))
    cpSync(join(root, "data-sources", `${type}.tf`), join(folder, `data-${type}.tf`));
}
