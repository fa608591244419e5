/** `env` and `provider install` keep what the other wrote, and what users wrote, in whatever order they are called. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { hasInstallation, writeInstallation, writeTofuConfig } from "../../cli/client/tofu-config.js";

const INSTALLATION =
  'provider_installation {\n  dev_overrides {\n    "scalr/scalr" = "/m"\n  }\n  direct {}\n}\n';
const OWN = 'plugin_cache_dir = "/cache"\n';

let home: string;
beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), "tofu-config-"));
  home = made;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
});

const path = (name: string) => join(home, name);
const text = (name: string) => readFileSync(path(name), "utf8");
const env = (TF_CLI_CONFIG_FILE?: string) => ({ HOME: home, TF_CLI_CONFIG_FILE });

test("each call keeps the part of the other, and replaces its own", () => {
  writeFileSync(path(".tofurc"), OWN);
  const credentials = writeTofuConfig(path("env.tfrc"), ["localhost:1"], "old", env());
  expect(hasInstallation(env(credentials))).toBe(false);
  expect(writeInstallation(path("cli.tfrc"), INSTALLATION, env(credentials))).toEqual([]);
  expect(text("cli.tfrc")).toContain('credentials "localhost:1" {\n  token = "old"\n}\n');
  expect(text("cli.tfrc")).toContain(INSTALLATION);
  writeTofuConfig(path("env.tfrc"), ["localhost:1"], "new", env(path("cli.tfrc")));
  writeInstallation(path("cli.tfrc"), INSTALLATION, env(path("env.tfrc")));
  const [kept, ...parts] = text("cli.tfrc").split(
    /# Written by scalr-sandbox (?:env|provider install): begin\n/,
  );
  expect([kept, parts]).toEqual([
    `${OWN}\n`,
    [
      'credentials "localhost:1" {\n  token = "new"\n}\n# Written by scalr-sandbox env: end\n\n',
      `${INSTALLATION}# Written by scalr-sandbox provider install: end\n`,
    ],
  ]);
  expect(statSync(path("cli.tfrc")).mode & 0o777).toBe(0o600);
});

test("an installation of one's own cannot stand beside the new one, and is named", () => {
  writeFileSync(
    path(".terraformrc"),
    `${OWN}provider_installation {\n  network_mirror {\n    url = "https://m/"\n  }\n}\n`,
  );
  expect(hasInstallation(env())).toBe(true);
  expect(writeInstallation(path("cli.tfrc"), INSTALLATION, env())).toEqual([path(".terraformrc")]);
  expect(text("cli.tfrc")).toContain(OWN);
  expect(text("cli.tfrc")).not.toContain("network_mirror");
  writeFileSync(path(".terraformrc"), '{"disable_checkpoint": true}');
  expect(writeInstallation(path("cli.tfrc"), INSTALLATION, env())).toEqual([path(".terraformrc")]);
});
