// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface RunScheduleRuleConfig extends cdktf.TerraformMetaArguments {
  /**
  * Cron expression with five fields, such as "30 3 * * 1-5".
  */
  readonly schedule: string;
  /**
  * Kind of run: apply, destroy, refresh.
  */
  readonly scheduleMode: string;
  /**
  * Id of the workspace.
  */
  readonly workspaceId: string;
}

/**
* Represents a scalr_run_schedule_rule
*/
export class RunScheduleRule extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_run_schedule_rule";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a RunScheduleRule resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the RunScheduleRule to import
  * @param importFromId The id of the existing RunScheduleRule that should be imported.
  * @param provider? Optional instance of the provider where the RunScheduleRule to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_run_schedule_rule", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_run_schedule_rule Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options RunScheduleRuleConfig
  */
  public constructor(scope: Construct, id: string, config: RunScheduleRuleConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_run_schedule_rule',
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
    this._schedule = config.schedule;
    this._scheduleMode = config.scheduleMode;
    this._workspaceId = config.workspaceId;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // schedule - computed: false, optional: false, required: true
  private _schedule?: string;
  public get schedule() {
    return this.getStringAttribute('schedule');
  }
  public set schedule(value: string) {
    this._schedule = value;
  }
  // Temporarily expose input value. Use with caution.
  public get scheduleInput() {
    return this._schedule;
  }

  // schedule_mode - computed: false, optional: false, required: true
  private _scheduleMode?: string;
  public get scheduleMode() {
    return this.getStringAttribute('schedule_mode');
  }
  public set scheduleMode(value: string) {
    this._scheduleMode = value;
  }
  // Temporarily expose input value. Use with caution.
  public get scheduleModeInput() {
    return this._scheduleMode;
  }

  // workspace_id - computed: false, optional: false, required: true
  private _workspaceId?: string;
  public get workspaceId() {
    return this.getStringAttribute('workspace_id');
  }
  public set workspaceId(value: string) {
    this._workspaceId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get workspaceIdInput() {
    return this._workspaceId;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      schedule: cdktf.stringToTerraform(this._schedule),
      schedule_mode: cdktf.stringToTerraform(this._scheduleMode),
      workspace_id: cdktf.stringToTerraform(this._workspaceId),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      schedule: {
        value: cdktf.stringToHclTerraform(this._schedule),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      schedule_mode: {
        value: cdktf.stringToHclTerraform(this._scheduleMode),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      workspace_id: {
        value: cdktf.stringToHclTerraform(this._workspaceId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
