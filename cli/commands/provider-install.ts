import { join, resolve } from "node:path";
import { packageVersion } from "../../provider/plugin/package-info.js";
import { command } from "../shell/command.js";
import { CliError } from "../shell/errors.js";

export default command({
  name: "provider install",
  summary: "Install the Scalr provider for your own tofu or terraform",
  details:
    "Fills a folder from which tofu and terraform install providers, and writes the CLI configuration beside it " +
    "(cli.tfrc): a copy of your own with this provider in it. Configurations ask for `registry.scalr.io/scalr/scalr` or `scalr/scalr`, as for the official " +
    "provider.",
  options: {
    folder: { type: "string", default: ".scalr-sandbox/plugins", describe: "Folder of the mirror" },
    asVersion: {
      type: "string",
      describe:
        "Version to install it as, where configurations demand a certain one (default: this package's)",
    },
    devOverrides: {
      type: "boolean",
      describe: "Configure a development override, which needs no `init` and ignores versions and lock files",
    },
  },
  examples: [
    ["", "Install it in .scalr-sandbox/plugins, and say how to use it"],
    ["--as-version 3.14.0", 'For configurations that say version = "~> 3.0"'],
    ["--dev-overrides", "Use it without `init`"],
  ],
  async run({ folder, asVersion, devOverrides }, { out, cwd, env }) {
    const version = asVersion ?? packageVersion();
    if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version))
      throw new CliError("usage", `--as-version: ${JSON.stringify(version)} is not a version such as 3.0.0.`);
    const { writeInstallation } = await import("../client/tofu-config.js");
    const { installInMirror, SCALR } = await import("../../provider/plugin/mirror.js");
    const { cliConfiguration, overrideConfiguration } = await import(
      "../../provider/plugin/cli-configuration.js"
    );
    const installed = installInMirror(resolve(cwd, folder), SCALR, version);
    const configuration = devOverrides
      ? overrideConfiguration(SCALR.sources, installed)
      : cliConfiguration(installed.mirror, SCALR.sources);
    const file = join(installed.mirror, "cli.tfrc");
    const leftOut = writeInstallation(file, configuration, env);
    for (const path of leftOut)
      out.note(
        `The new configuration leaves out the provider_installation of ${path}, or all of it where it is JSON. Add what you need.`,
      );
    if (out.json) {
      out.object({ ...installed, configuration: file });
      return undefined;
    }
    out.print(`Installed ${installed.executable}\n`);
    out.print("Let tofu and terraform find it:\n");
    out.print(`    export TF_CLI_CONFIG_FILE=${file}\n`);
    out.print(
      `or have this in your own CLI configuration (~/.tofurc or ~/.terraformrc):\n\n${configuration}`,
    );
    if (!devOverrides) out.print("Then run `tofu init` once in each folder.");
    return undefined;
  },
});
