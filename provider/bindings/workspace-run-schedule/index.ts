// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface WorkspaceRunScheduleConfig extends cdktf.TerraformMetaArguments {
  /**
  * Cron expression with five fields, such as "30 3 * * 1-5", for applies.
  */
  readonly applySchedule?: string;
  /**
  * Cron expression for runs that destroy everything.
  */
  readonly destroySchedule?: string;
  /**
  * Id of the workspace.
  */
  readonly workspaceId: string;
}

/**
* Represents a scalr_workspace_run_schedule
*/
export class WorkspaceRunSchedule extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_workspace_run_schedule";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a WorkspaceRunSchedule resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the WorkspaceRunSchedule to import
  * @param importFromId The id of the existing WorkspaceRunSchedule that should be imported.
  * @param provider? Optional instance of the provider where the WorkspaceRunSchedule to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_workspace_run_schedule", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_workspace_run_schedule Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options WorkspaceRunScheduleConfig
  */
  public constructor(scope: Construct, id: string, config: WorkspaceRunScheduleConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_workspace_run_schedule',
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
    this._applySchedule = config.applySchedule;
    this._destroySchedule = config.destroySchedule;
    this._workspaceId = config.workspaceId;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // apply_schedule - computed: true, optional: true, required: false
  private _applySchedule?: string;
  public get applySchedule() {
    return this.getStringAttribute('apply_schedule');
  }
  public set applySchedule(value: string) {
    this._applySchedule = value;
  }
  public resetApplySchedule() {
    this._applySchedule = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get applyScheduleInput() {
    return this._applySchedule;
  }

  // destroy_schedule - computed: true, optional: true, required: false
  private _destroySchedule?: string;
  public get destroySchedule() {
    return this.getStringAttribute('destroy_schedule');
  }
  public set destroySchedule(value: string) {
    this._destroySchedule = value;
  }
  public resetDestroySchedule() {
    this._destroySchedule = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get destroyScheduleInput() {
    return this._destroySchedule;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
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
      apply_schedule: cdktf.stringToTerraform(this._applySchedule),
      destroy_schedule: cdktf.stringToTerraform(this._destroySchedule),
      workspace_id: cdktf.stringToTerraform(this._workspaceId),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      apply_schedule: {
        value: cdktf.stringToHclTerraform(this._applySchedule),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      destroy_schedule: {
        value: cdktf.stringToHclTerraform(this._destroySchedule),
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
