// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface RunTriggerConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the workspace whose run is queued.
  */
  readonly downstreamId: string;
  /**
  * Id of the workspace whose runs trigger it.
  */
  readonly upstreamId: string;
}

/**
* Represents a scalr_run_trigger
*/
export class RunTrigger extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_run_trigger";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a RunTrigger resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the RunTrigger to import
  * @param importFromId The id of the existing RunTrigger that should be imported.
  * @param provider? Optional instance of the provider where the RunTrigger to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_run_trigger", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_run_trigger Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options RunTriggerConfig
  */
  public constructor(scope: Construct, id: string, config: RunTriggerConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_run_trigger',
      terraformGeneratorMetadata: {
        providerName: 'scalr',
        providerVersionConstraint: '>= 0.1.0'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._downstreamId = config.downstreamId;
    this._upstreamId = config.upstreamId;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // downstream_id - computed: false, optional: false, required: true
  private _downstreamId?: string;
  public get downstreamId() {
    return this.getStringAttribute('downstream_id');
  }
  public set downstreamId(value: string) {
    this._downstreamId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get downstreamIdInput() {
    return this._downstreamId;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // upstream_id - computed: false, optional: false, required: true
  private _upstreamId?: string;
  public get upstreamId() {
    return this.getStringAttribute('upstream_id');
  }
  public set upstreamId(value: string) {
    this._upstreamId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get upstreamIdInput() {
    return this._upstreamId;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      downstream_id: cdktf.stringToTerraform(this._downstreamId),
      upstream_id: cdktf.stringToTerraform(this._upstreamId),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      downstream_id: {
        value: cdktf.stringToHclTerraform(this._downstreamId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      upstream_id: {
        value: cdktf.stringToHclTerraform(this._upstreamId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
