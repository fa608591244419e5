// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface WorkspaceVarSetConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the variable set.
  */
  readonly varSetId: string;
  /**
  * Id of the workspace.
  */
  readonly workspaceId: string;
}

/**
* Represents a scalr_workspace_var_set
*/
export class WorkspaceVarSet extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_workspace_var_set";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a WorkspaceVarSet resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the WorkspaceVarSet to import
  * @param importFromId The id of the existing WorkspaceVarSet that should be imported.
  * @param provider? Optional instance of the provider where the WorkspaceVarSet to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_workspace_var_set", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_workspace_var_set Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options WorkspaceVarSetConfig
  */
  public constructor(scope: Construct, id: string, config: WorkspaceVarSetConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_workspace_var_set',
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
    this._varSetId = config.varSetId;
    this._workspaceId = config.workspaceId;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // var_set_id - computed: false, optional: false, required: true
  private _varSetId?: string;
  public get varSetId() {
    return this.getStringAttribute('var_set_id');
  }
  public set varSetId(value: string) {
    this._varSetId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get varSetIdInput() {
    return this._varSetId;
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
      var_set_id: cdktf.stringToTerraform(this._varSetId),
      workspace_id: cdktf.stringToTerraform(this._workspaceId),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      var_set_id: {
        value: cdktf.stringToHclTerraform(this._varSetId),
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
