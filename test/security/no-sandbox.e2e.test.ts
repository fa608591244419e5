/** A shell of somebody who uses scalr.io: it has SCALR_TOKEN, no sandbox runs, and every connection attempt is counted. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/shell/exit-codes.js";
import { cleanEnvironment, program } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import { tofu } from "../support/tofu.js";

const POOL = `terraform {
  required_providers {
    scalr = { source = "scalr/scalr" }
  }
}
resource "scalr_agent_pool" "p" {
  name = "private"
}
`;

/** The kernel's counts in a namespace of the network: TCP connections that were begun, and datagrams, such as questions for a name. */
const COUNT =
  "awk '/^Tcp: [0-9]/ { tcp = $6 } /^Udp: [0-9]/ { udp = $5 } /^Udp6OutDatagrams/ { udp += $2 } END { print tcp + udp }' /proc/net/snmp /proc/net/snmp6";

/** Runs a command where the network leads nowhere and counts. */
function counted(args: readonly string[], env: Record<string, string>) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "main.tf"), POOL);
  const script = `ip link set lo up; ip route add default dev lo; "$@"; code=$?; echo; echo "attempts: $(${COUNT})"; exit $code`;
  const { status, stdout, stderr } = spawnSync(
    "unshare",
    ["--net", "bash", "-c", script, "bash", process.execPath, program, ...args],
    {
      cwd,
      env: { ...cleanEnvironment(), HOME: cwd, SCALR_TOKEN: "token-of-scalr.io", ...env },
      encoding: "utf8",
    },
  );
  const attempts = Number(/^attempts: (\d+)$/m.exec(stdout)?.[1]);
  return { code: status, attempts, text: (stdout + stderr).replace(/[\s│]+/g, " ") };
}

const canCount = process.getuid?.() === 0 && spawnSync("unshare", ["--net", "ip", "link"]).status === 0;

const skipped = canCount ? "" : " (skipped: it takes root and unshare to count)";

describe.runIf(canCount)(`without a sandbox and with a token of scalr.io${skipped}`, () => {
  it.each(
    [
      ["plan"],
      ["apply", "--auto-approve"],
      ["apply", "--auto-approve", "--host", "example.scalr.io"],
      ["refresh"],
      ["import", "scalr_agent_pool.p", "apool-1"],
      ["status"],
      ["explain", "dev/web"],
      ["what-if", "--link", "dev/web=private"],
      ["run", ".", "--workspace", "dev/web"],
      ["runs", "list"],
      ["pull", "--out", "world.yaml"],
      ["env"],
      ["open"],
      ["down"],
      ...(tofu === null ? [] : [["plan", "--engine", tofu]]),
    ].map((args) => [args.join(" ").replace(tofu ?? "", "tofu"), args] as const),
  )("%s sends nothing anywhere, and says how to continue", (_, args) => {
    const { code, attempts, text } = counted(args, {});
    expect(text).toContain(
      "No sandbox is running here. Start one with `scalr-sandbox up`, or set SCALR_HOSTNAME",
    );
    expect({ code, attempts }).toEqual({ code: exitCodes.cannotConnect.code, attempts: 0 });
  });

  it("the count sees what does leave", () => {
    for (const host of ["example.scalr.io", "http://127.0.0.1:9"])
      expect(counted(["plan"], { SCALR_HOSTNAME: host }).attempts).toBeGreaterThan(0);
  });
});
