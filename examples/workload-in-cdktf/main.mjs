// @ts-check
// A run's configuration, declared with cdktf: a release that goes out region by region. Nothing but null resources, so it needs
// no account anywhere; their provisioners do the work that its log shows.
import { NullProvider } from "@cdktf/provider-null/lib/provider/index.js";
import { Resource } from "@cdktf/provider-null/lib/resource/index.js";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";

/** Each region waits for the one before it. */
const REGIONS = ["canary", "europe", "america"];

class Release extends TerraformStack {
  /**
   * @param {App} app
   * @param {string} id
   */
  constructor(app, id) {
    super(app, id);
    new NullProvider(this, "null");
    const version = new TerraformVariable(this, "release", {
      type: "string",
      default: "1.0.0",
      description: "What to release. Another value replaces the release in every region.",
    });

    const build = new Resource(this, "build", {
      triggers: { release: version.stringValue },
      provisioners: [run(`echo building $RELEASE; sleep 1; echo $RELEASE is built`, version)],
    });
    let before = build;
    for (const region of REGIONS) {
      before = new Resource(this, region, {
        triggers: { build: build.id },
        dependsOn: [before],
        provisioners: [run(`echo ${region}: installing $RELEASE; sleep 1; echo ${region}: healthy`, version)],
      });
    }
    new TerraformOutput(this, "released", { value: `${version.stringValue} in ${REGIONS.join(", ")}` });
  }
}

/**
 * @param {string} command
 * @param {TerraformVariable} version
 * @returns {import("cdktf").LocalExecProvisioner}
 */
function run(command, version) {
  return { type: "local-exec", command, environment: { RELEASE: version.stringValue } };
}

const app = new App();
new Release(app, "release");
app.synth();
