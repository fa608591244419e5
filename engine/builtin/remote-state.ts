/** `terraform_remote_state`: the outputs of another configuration's state, which is in a file. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../interfaces/provider.js";
import { StateError } from "../state/checks.js";
import { parseState } from "../state/state.js";
import { DYNAMIC, fromJson, type Json, STRING, typeFromJson, Value } from "../values/index.js";
import { type LocalDataSource, withAttributes } from "./kit/local.js";

const block = {
  attributes: {
    backend: { type: STRING, required: true, description: "Where the state is: `local`." },
    config: {
      type: DYNAMIC,
      optional: true,
      description: "`path` of the state's file, or `workspace_dir` with the states of workspaces.",
    },
    defaults: { type: DYNAMIC, optional: true, description: "Outputs for when the state has none such." },
    outputs: { type: DYNAMIC, computed: true, description: "The outputs of the state's root module." },
    workspace: { type: STRING, optional: true, description: "The workspace whose state is read." },
  },
} as const;

/** @param dir what relative paths start from */
export function remoteState(dir: string): LocalDataSource {
  return {
    schema: { version: 0, block },
    validate,
    async read(config) {
      const path = resolve(dir, pathOf(config));
      const stored = await outputsIn(path);
      const failed = "problem" in stored ? [stored.problem] : [];
      const defaults = config.attr("defaults");
      const outputs = new Map(defaults.isNull ? [] : defaults.entries());
      if ("outputs" in stored) for (const [name, value] of stored.outputs) outputs.set(name, value);
      return { state: withAttributes(config, { outputs: Value.object(outputs) }), diagnostics: failed };
    },
  };
}

function validate(config: Value): readonly Diagnostic[] {
  const backend = config.attr("backend");
  if (backend.isKnown && !backend.isNull && backend.asString() !== "local") {
    return [
      {
        severity: "error",
        summary: "Only local states are read by the embedded engine",
        detail: `This terraform_remote_state reads from the backend ${JSON.stringify(backend.asString())}, which the embedded engine does not have. Use --engine tofu for this configuration, or pass the values in as variables.`,
        attribute: [{ attribute: "backend" }],
      },
    ];
  }
  return ["config", "defaults"].flatMap((name): Diagnostic[] => {
    const value = config.attr(name);
    if (["dynamic", "object", "map"].includes(value.type.kind)) return [];
    return [
      {
        severity: "error",
        summary: name === "config" ? "Invalid backend configuration" : "Invalid default values",
        detail: `${name === "config" ? "The configuration" : "Defaults"} must be an object value.`,
        attribute: [{ attribute: name }],
      },
    ];
  });
}

function pathOf(config: Value): string {
  const given = config.attr("config");
  const text = (name: string): string | undefined => {
    if (given.isNull) return undefined;
    const value = given.entries().find(([key]) => key === name)?.[1];
    return value === undefined || value.isNull ? undefined : value.asString();
  };
  const workspace = config.attr("workspace");
  if (workspace.isNull || workspace.asString() === "default") return text("path") ?? "terraform.tfstate";
  return join(text("workspace_dir") ?? "terraform.tfstate.d", workspace.asString(), "terraform.tfstate");
}

async function outputsIn(
  path: string,
): Promise<{ readonly outputs: readonly [string, Value][] } | { readonly problem: Diagnostic }> {
  const problem = (summary: string, detail: string, attribute: string) => ({
    problem: { severity: "error", summary, detail, attribute: [{ attribute }] } as const,
  });
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string" && text.code !== "ENOENT")
    return problem(
      "Error loading state error",
      `The state in ${path} cannot be read: ${text.message}.`,
      "backend",
    );
  if (typeof text !== "string" || text.trim() === "") {
    return problem(
      "Unable to find remote state",
      `No stored state was found for the given workspace in the given backend: there is none in ${path}. Apply the configuration that it belongs to first, or correct the path.`,
      "workspace",
    );
  }
  try {
    const { outputs } = parseState(text);
    return {
      outputs: Object.entries(outputs).map(([name, { value, type }]): [string, Value] => [
        name,
        fromJson(value as Json, typeFromJson(type)),
      ]),
    };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return problem("Error loading state error", `The state in ${path}: ${error.message}`, "backend");
  }
}
