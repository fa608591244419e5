import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { COOKIE } from "../../provider/plugin/handshake.js";
import { platformName } from "../../provider/plugin/mirror.js";
import { HostClient } from "../provider/plugin/client.js";
import { cleanEnvironment, cli, program } from "./support.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "provider it's "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const install = (...flags: string[]) =>
  cli(["provider", "install", "--json", "--folder", "m", ...flags], { cwd: folder });

const SOURCES = [
  "registry.scalr.io/scalr/scalr",
  "registry.opentofu.org/scalr/scalr",
  "registry.terraform.io/scalr/scalr",
];

describe("provider install", () => {
  it("fills a mirror, and writes the configuration that makes tofu and terraform look there", async () => {
    const { code, stdout } = await install("--as-version", "3.1.0");
    expect(code).toBe(0);
    const { executable, configuration, version } = JSON.parse(stdout);
    const place = join("m/registry.scalr.io/scalr/scalr/3.1.0", platformName());
    expect(version).toBe("3.1.0");
    expect(executable).toBe(join(folder, place, "terraform-provider-scalr_v3.1.0"));
    expect(statSync(executable).mode & 0o111).toBe(0o111);
    expect(readFileSync(configuration, "utf8")).toBe(`# Written by scalr-sandbox provider install: begin
provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(join(folder, "m"))}
    include = [${SOURCES.map((source) => JSON.stringify(source)).join(", ")}]
  }
  direct {
    exclude = [${SOURCES.map((source) => JSON.stringify(source)).join(", ")}]
  }
}
# Written by scalr-sandbox provider install: end
`);
  });

  it("installs an executable that starts the provider, also through a link", async () => {
    const { executable } = JSON.parse((await install()).stdout);
    const link = join(folder, "link");
    spawnSync("ln", ["-s", join(executable, ".."), link]);
    for (const path of [executable, join(link, executable.split("/").at(-1))]) {
      const { stderr, status } = spawnSync(path, { encoding: "utf8" });
      expect(status).toBe(1);
      expect(stderr).toContain("This is terraform-provider-scalr");
    }
  });

  it("installs the same bytes everywhere, because lock files hold their checksum", async () => {
    const { executable } = JSON.parse((await install()).stdout);
    const text = readFileSync(executable, "utf8");
    expect(text).not.toContain(folder);
    expect(text).not.toContain(process.execPath);
  });

  it("says what to do when the mirror was moved", async () => {
    const { executable } = JSON.parse((await install()).stdout);
    rmSync(join(folder, "m/places"));
    const { stderr, status } = spawnSync(executable, {
      encoding: "utf8",
      env: { ...process.env, [COOKIE.name]: COOKIE.value },
    });
    expect(status).toBe(1);
    expect(stderr).toContain("Run: scalr-sandbox provider install");
  });

  it("offers an override instead", async () => {
    const { configuration, folder: place } = JSON.parse((await install("--dev-overrides")).stdout);
    const lines = SOURCES.map((source) => `    "${source}" = ${JSON.stringify(place)}`);
    expect(readFileSync(configuration, "utf8")).toContain(`dev_overrides {\n${lines.join("\n")}\n  }`);
  });

  it("tells people how to continue", async () => {
    const { stdout } = await cli(["provider", "install"], { cwd: folder });
    expect(stdout).toContain(`export TF_CLI_CONFIG_FILE=`);
    expect(stdout).toContain("tofu init");
    expect(existsSync(join(folder, ".scalr-sandbox/plugins/cli.tfrc"))).toBe(true);
  });

  it("refuses what is not a version", async () => {
    const { code, stdout, stderr } = await install("--as-version", "latest");
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('\\"latest\\" is not a version such as 3.0.0');
  });
});

describe("provider serve", () => {
  it("prints where hosts connect, answers them one after the other, and ends with Ctrl-C", async () => {
    const child = spawn(process.execPath, [program, "provider", "serve", "--json"], {
      env: cleanEnvironment(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const served: Record<string, Record<string, unknown>> = JSON.parse(
      JSON.parse(line).TF_REATTACH_PROVIDERS,
    );
    expect(Object.keys(served)).toEqual(SOURCES);
    const config = served[SOURCES[0]!]!;
    for (const source of SOURCES) expect(served[source]).toEqual(config);
    expect(config).toMatchObject({ Protocol: "grpc", ProtocolVersion: 6, Pid: child.pid, Test: true });
    const { Network, String: address } = config.Addr as { Network: string; String: string };
    for (let i = 0; i < 2; i++) {
      const client = new HostClient({ network: Network, address }, null);
      const stdio = client.stdio().resume();
      stdio.on("error", () => {});
      expect((await client.call("GetMetadata", {})).diagnostics).toEqual([]);
      stdio.cancel();
      client.close();
    }
    child.kill("SIGINT");
    expect((await ended)[0]).toBe(0);
    expect(existsSync(address)).toBe(false);
  });
});
