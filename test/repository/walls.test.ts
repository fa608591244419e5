import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");

/** The top-level folders whose imports the walls govern. */
const layers = ["engine", "provider", "simulator", "agent", "cli"];

interface Import {
  readonly file: string;
  readonly target: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).replaceAll("\\", "/"));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);
  return specifiers.map((specifier) => ({
    file,
    target: specifier.startsWith(".")
      ? relative(root, join(root, dirname(file), specifier))
          .replaceAll("\\", "/")
          .replace(/\.js$/, ".ts")
      : specifier,
  }));
}

const imports = layers.flatMap(sources).flatMap(importsOf);

/** Each wall: who it binds, what they may not import, and who is exempt. */
const walls: { name: string; from: RegExp; never: RegExp }[] = [
  {
    name: "the engine knows nothing of Scalr: it imports nothing of the rest of the project",
    from: /^engine\//,
    never: /^(provider|simulator|agent|cli)\//,
  },
  { name: "provider imports nothing above it", from: /^provider\//, never: /^(simulator|agent|cli)\// },
  {
    name: "the simulator knows of the agent its protocol, and of the provider nothing",
    from: /^simulator\//,
    never: /^(engine|provider|cli)\/|^agent\/(?!protocol\.ts$)/,
  },
  {
    name: "an agent never reaches into the simulator or the CLI",
    from: /^agent\//,
    never: /^(simulator|cli)\//,
  },
  {
    name: "an agent reaches the engine through an executor alone",
    from: /^agent\/(?!executors\/)/,
    never: /^(engine|provider)\//,
  },
  {
    name: "rules import nothing but types and other rules",
    from: /^simulator\/.*-rules\.ts$/,
    never:
      /^simulator\/(?!.*-rules\.ts$|core\/(entities|refusals|scopes|transitions)\.ts$)|^[^.s]|^simulator$/,
  },
  {
    name: "the platform knows nothing of what stands on it",
    from: /^simulator\/platform\//,
    never: /^simulator\/(?!platform\/|sandbox\/metrics\/)/,
  },
  {
    name: "the console knows the types, the pure rules and the APIs, and nothing else of the simulator",
    from: /^simulator\/console\/web\//,
    never:
      /^(simulator\/(?!console\/web\/|console\/pages\.ts$|.*-rules\.ts$|core\/(entities|scopes)\.ts$)|agent\/)/,
  },
  {
    name: "express appears in the server, the API and the console alone",
    from: /^(?!simulator\/(server\.ts|api\/|console\/))/,
    never: /^express$/,
  },
  {
    name: "gRPC appears in the plugin alone",
    from: /^(?!provider\/plugin\/)/,
    never: /^(@grpc\/|protobufjs)/,
  },
  {
    name: "the plugin knows of the resources what makes the provider",
    from: /^provider\/plugin\//,
    never: /^provider\/(resources\/(?!index\.ts$)|client|constructs|bindings)/,
  },
  { name: "lowdb appears in the store alone", from: /^(?!simulator\/platform\/store\/)/, never: /^lowdb/ },
  {
    name: "the driver of PostgreSQL appears in its store alone",
    from: /^(?!simulator\/platform\/store\/postgres\/)/,
    never: /^pg$/,
  },
  {
    name: "cdktf appears in the constructs and the bindings alone",
    from: /^(?!provider\/(constructs|bindings)\/)/,
    never: /^(cdktf|constructs|@cdktf\/.*)$/,
  },
];

describe("walls between folders", () => {
  it("finds the sources it is to judge", () => {
    for (const layer of layers) expect(sources(layer).length, layer).toBeGreaterThan(0);
    expect(imports.length).toBeGreaterThan(100);
  });

  it.each(walls)("$name", ({ from, never }) => {
    const breaches = imports.filter(({ file, target }) => from.test(file) && never.test(target));
    expect(breaches.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });
});

describe("time is an input", () => {
  it("lets nothing of the simulator but its clock and transport read the machine's clock for a rule", () => {
    const governed = ["core", "pools", "agents", "runs", "workspaces", "access", "vcs", "kept"].flatMap(
      (room) => sources(`simulator/${room}`),
    );
    const offenders = governed.filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(offenders).toEqual([]);
  });
});
