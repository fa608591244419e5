/** `terraform_remote_state`: the outputs of another configuration's state, in a file or in a workspace of a host. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../interfaces/provider.js";
import { StateError } from "../state/checks.js";
import { parseState } from "../state/state.js";
import { DYNAMIC, fromJson, type Json, STRING, typeFromJson, Value } from "../values/index.js";
import { type LocalDataSource, withAttributes } from "./kit/local.js";
import { RemoteBackendError, remoteStateText } from "./remote-backend.js";

const block = {
  attributes: {
    backend: { type: STRING, required: true, description: "Where the state is: `local` or `remote`." },
    config: {
      type: DYNAMIC,
      optional: true,
      description:
        "`local`: `path` of the state's file, or `workspace_dir` with the states of workspaces. `remote`: `hostname`, `organization`, `workspaces` with `name` or `prefix`, and `token`.",
    },
    defaults: {
      type: DYNAMIC,
      optional: true,
      description: "Outputs to use if the state does not have them.",
    },
    outputs: { type: DYNAMIC, computed: true, description: "The outputs of the state's root module." },
    workspace: { type: STRING, optional: true, description: "The workspace whose state is read." },
  },
} as const;

/**
 * @param dir folder that relative paths start from
 * @param env environment variables, which may have tokens of hosts
 */
export function remoteState(
  dir: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): LocalDataSource {
  return {
    schema: { version: 0, block },
    validate,
    async read(config) {
      const isRemote = config.attr("backend").asString() === "remote";
      const stored = isRemote
        ? await remoteOutputs(config, env)
        : await localOutputs(resolve(dir, pathOf(config)));
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
  if (backend.isKnown && !backend.isNull && !["local", "remote"].includes(backend.asString())) {
    return [
      {
        severity: "error",
        summary: "The embedded engine reads only local and remote states",
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

type Stored = { readonly outputs: readonly [string, Value][] } | { readonly problem: Diagnostic };

const problem = (summary: string, detail: string, attribute: string) => ({
  problem: { severity: "error", summary, detail, attribute: [{ attribute }] } as const,
});

const NOT_FOUND = "No stored state was found for the given workspace in the given backend";

/** The members of an object whose values are texts. */
function textsOf(object: Value): (name: string) => string | null {
  const entries = object.isNull ? [] : object.entries();
  return (name) => {
    const value = entries.find(([key]) => key === name)?.[1];
    return value === undefined || value.isNull ? null : value.asString();
  };
}

async function remoteOutputs(
  config: Value,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Stored> {
  const given = config.attr("config");
  const text = textsOf(given);
  const chosen = given.isNull ? undefined : given.entries().find(([name]) => name === "workspaces")?.[1];
  const workspaces = textsOf(chosen ?? given);
  const [hostname, organization] = [text("hostname"), text("organization")];
  const wanted = config.attr("workspace");
  const prefix = chosen === undefined ? null : workspaces("prefix");
  const suffix = wanted.isNull ? "default" : wanted.asString();
  const workspace =
    (chosen === undefined ? null : workspaces("name")) ?? (prefix === null ? null : prefix + suffix);
  if (hostname === null || organization === null || workspace === null)
    return problem(
      "Invalid backend configuration",
      'The remote backend takes "hostname", "organization" and "workspaces" with a "name" or a "prefix".',
      "config",
    );
  try {
    const state = await remoteStateText({ hostname, organization, workspace, token: text("token") }, env);
    if (state !== null) return outputsOf(state, `workspace '${workspace}' at ${hostname}`);
    return problem(
      "Unable to find remote state",
      `${NOT_FOUND}: workspace '${workspace}' has none. Apply the configuration that it belongs to first.`,
      "workspace",
    );
  } catch (error) {
    if (!(error instanceof RemoteBackendError)) throw error;
    return problem("Error loading state error", error.message, "backend");
  }
}

async function localOutputs(path: string): Promise<Stored> {
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
      `${NOT_FOUND}: there is none in ${path}. Apply the configuration that it belongs to first, or correct the path.`,
      "workspace",
    );
  }
  return outputsOf(text, path);
}

function outputsOf(text: string, where: string): Stored {
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
    return problem("Error loading state error", `The state in ${where}: ${error.message}`, "backend");
  }
}
