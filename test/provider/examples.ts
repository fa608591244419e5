import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const root = join(import.meta.dirname, "..", "..", "examples", "provider");

/** Types that have an example file. */
export function typesIn(kind: "resources" | "data-sources"): string[] {
  return readdirSync(join(root, kind)).map((file) => basename(file, ".tf"));
}

export const exampleOf = (kind: "resources" | "data-sources", type: string): string =>
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

/** Adds the examples of data sources, which read what the resources made. */
export function addDataSources(folder: string): void {
  for (const type of typesIn("data-sources"))
    cpSync(join(root, "data-sources", `${type}.tf`), join(folder, `data-${type}.tf`));
}
