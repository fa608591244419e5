/** Files and folders of this machine: the resources, data sources and function of `hashicorp/local` that read and write them. */
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../../interfaces/provider.js";
import { BOOL, STRING, Value } from "../../values/index.js";
import {
  Failure,
  type LocalDataSource,
  type LocalFunction,
  type LocalResource,
  withAttributes,
} from "../kit/local.js";
import { invalid, type PlannedAttribute, tableResource, textOf } from "../kit/table.js";

const SUMS = {
  content_md5: ["md5", "hex"],
  content_sha1: ["sha1", "hex"],
  content_sha256: ["sha256", "hex"],
  content_base64sha256: ["sha256", "base64"],
  content_sha512: ["sha512", "hex"],
  content_base64sha512: ["sha512", "base64"],
} as const;

const sumsOf = (content: Buffer): Record<string, Value> => ({
  ...Object.fromEntries(
    Object.entries(SUMS).map(([name, [algorithm, encoding]]) => [
      name,
      Value.string(createHash(algorithm).update(content).digest(encoding)),
    ]),
  ),
  id: Value.string(sha1(content)),
});

const sha1 = (content: Buffer): string => createHash("sha1").update(content).digest("hex");

const computed: Readonly<Record<string, PlannedAttribute>> = Object.fromEntries(
  [...Object.keys(SUMS), "id"].map((name) => [
    name,
    {
      type: STRING,
      computed: true,
      description:
        name === "id" ? "SHA-1 of the content, in hexadecimal digits." : "A checksum of the content.",
    },
  ]),
);

/** @param dir folder that relative names start from */
export function fileResource(dir: string, sensitive: boolean): LocalResource {
  const permission = sensitive ? "0700" : "0777";
  const argument = (description: string, more: Partial<PlannedAttribute> = {}): PlannedAttribute => ({
    type: STRING,
    optional: true,
    replaces: true,
    description,
    ...more,
  });
  const secret = sensitive ? { sensitive: true } : {};
  const mode = (what: string) =>
    argument(`Permissions of ${what}, in octal digits, before the umask. Default: ${permission}.`, {
      computed: true,
      default: Value.string(permission),
    });
  const contents = {
    content: argument("The text of the file.", secret),
    ...(sensitive
      ? {}
      : {
          sensitive_content: argument("The text of the file, as a secret.", {
            sensitive: true,
            deprecated: "Use the local_sensitive_file resource instead.",
          }),
        }),
    content_base64: argument("The bytes of the file, in base64.", secret),
    source: argument("A file to copy."),
  };
  return tableResource({
    description: "A file with the given content.",
    attributes: {
      filename: {
        type: STRING,
        required: true,
        replaces: true,
        description: "Path of the file. Missing folders are created.",
      },
      ...contents,
      file_permission: mode("the file"),
      directory_permission: mode("folders that are created"),
      ...computed,
    },
    validate: (config) => validate(config, Object.keys(contents)),
    create: (planned, prior) => (prior.isNull ? createFile(dir, planned) : planned),
    async read(state) {
      const content = await readFile(resolve(dir, textOf(state, "filename")!)).catch(unlessMissing);
      return content && sha1(content) === textOf(state, "id") ? state : undefined;
    },
    destroy: (state) => rm(resolve(dir, textOf(state, "filename")!), { force: true }),
  });
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw new Failure("Read local file error", `The file cannot be read: ${error.message}.`);
}

async function createFile(dir: string, planned: Value): Promise<Value> {
  const path = resolve(dir, textOf(planned, "filename")!);
  const permission = (name: string) => Number.parseInt(textOf(planned, name)!, 8);
  try {
    const content = await contentOf(dir, planned);
    await mkdir(dirname(path), { recursive: true, mode: permission("directory_permission") });
    await writeFile(path, content, { mode: permission("file_permission") });
    return withAttributes(planned, sumsOf(content));
  } catch (error) {
    throw new Failure("Create local file error", `${path} cannot be written: ${(error as Error).message}.`);
  }
}

async function contentOf(dir: string, planned: Value): Promise<Buffer> {
  const source = textOf(planned, "source");
  if (source !== undefined) return readFile(resolve(dir, source));
  const base64 = textOf(planned, "content_base64");
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  const hidden = planned.entries().find(([name]) => name === "sensitive_content")?.[1];
  return Buffer.from(hidden && !hidden.isNull ? hidden.asString() : (textOf(planned, "content") ?? ""));
}

function validate(config: Value, contents: readonly string[]): Diagnostic[] {
  const problems = ["file_permission", "directory_permission"].flatMap((name) => {
    const value = config.attr(name);
    if (!value.isKnown || value.isNull || /^[0-7]?[0-7]{3}$/.test(value.asString())) return [];
    return [
      invalid(name, `${name} must be three or four octal digits, such as "0644", got: ${value.asString()}`),
    ];
  });
  const given = contents.filter((name) => !config.attr(name).isNull);
  if (given.length === 1 || given.some((name) => !config.attr(name).isKnown)) return problems;
  const [first = "content"] = given;
  return [
    ...problems,
    {
      severity: "error",
      summary: "Invalid Attribute Combination",
      detail: `Exactly one of these attributes must be configured: ${contents.join(", ")}`,
      attribute: [{ attribute: first }],
    },
  ];
}

/** @param dir folder that relative names start from */
export function fileDataSource(dir: string, sensitive: boolean): LocalDataSource {
  const secret = sensitive ? { sensitive: true } : {};
  const read = { type: STRING, computed: true, ...secret };
  return {
    schema: {
      version: 0,
      block: {
        description: "Reads a file.",
        attributes: {
          filename: { type: STRING, required: true, description: "The file." },
          content: { ...read, description: "Its content as text in UTF-8." },
          content_base64: { ...read, description: "Its content in base64." },
          ...Object.fromEntries(
            Object.entries(computed).map(([name, { keeps: _, ...attribute }]) => [name, attribute]),
          ),
        },
      },
    },
    async read(config) {
      const path = resolve(dir, textOf(config, "filename")!);
      try {
        const content = await readFile(path);
        const state = withAttributes(config, {
          ...sumsOf(content),
          content: Value.string(content.toString("utf8")),
          content_base64: Value.string(content.toString("base64")),
        });
        return { state, diagnostics: [] };
      } catch (error) {
        const diagnostic: Diagnostic = {
          severity: "error",
          summary: "Read local file data source error",
          detail: `The file ${path} cannot be read: ${(error as Error).message}.`,
          attribute: [{ attribute: "filename" }],
        };
        return { state: config, diagnostics: [diagnostic] };
      }
    },
  };
}

/** `direxists`. @param dir folder that relative paths start from */
export function directoryExists(dir: string): LocalFunction {
  return {
    definition: {
      parameters: [{ name: "path", type: STRING, description: "Path of the folder." }],
      returns: BOOL,
      summary: "Whether a folder exists",
      description: "Returns whether there is a folder at a path. Anything else at the path is an error.",
    },
    call(path) {
      const failed = (text: string) => ({ error: { text, argument: 0 } });
      try {
        const found = statSync(resolve(dir, path!.asString()), { throwIfNoEntry: false });
        if (found === undefined || found.isDirectory()) return { result: Value.bool(found !== undefined) };
        return failed(
          `Invalid file mode detected: ${JSON.stringify(path!.asString())} was found, but is not a directory`,
        );
      } catch (error) {
        return failed(`Error checking for directory: ${(error as Error).message}`);
      }
    },
  };
}
