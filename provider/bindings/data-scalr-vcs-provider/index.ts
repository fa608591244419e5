// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataScalrVcsProviderConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the account. Default: the token's.
  */
  readonly accountId?: string;
  /**
  * Id of the agent pool that it is linked to.
  */
  readonly agentPoolId?: string;
  /**
  * Whether draft pull requests start runs.
  */
  readonly draftPrRunsEnabled?: boolean | cdktf.IResolvable;
  /**
  * Id of an environment that may use it (R3).
  */
  readonly environmentId?: string;
  /**
  * Id of the object.
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id?: string;
  /**
  * Name of the VCS provider.
  */
  readonly name?: string;
  /**
  * Kind of Git server.
  */
  readonly vcsType?: string;
}

/**
* Represents a scalr_vcs_provider
*/
export class DataScalrVcsProvider extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_vcs_provider";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataScalrVcsProvider resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataScalrVcsProvider to import
  * @param importFromId The id of the existing DataScalrVcsProvider that should be imported.
  * @param provider? Optional instance of the provider where the DataScalrVcsProvider to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_vcs_provider", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_vcs_provider Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataScalrVcsProviderConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataScalrVcsProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'scalr_vcs_provider',
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
    this._accountId = config.accountId;
    this._agentPoolId = config.agentPoolId;
    this._draftPrRunsEnabled = config.draftPrRunsEnabled;
    this._environmentId = config.environmentId;
    this._id = config.id;
    this._name = config.name;
    this._vcsType = config.vcsType;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // account_id - computed: true, optional: true, required: false
  private _accountId?: string;
  public get accountId() {
    return this.getStringAttribute('account_id');
  }
  public set accountId(value: string) {
    this._accountId = value;
  }
  public resetAccountId() {
    this._accountId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get accountIdInput() {
    return this._accountId;
  }

  // agent_pool_id - computed: true, optional: true, required: false
  private _agentPoolId?: string;
  public get agentPoolId() {
    return this.getStringAttribute('agent_pool_id');
  }
  public set agentPoolId(value: string) {
    this._agentPoolId = value;
  }
  public resetAgentPoolId() {
    this._agentPoolId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get agentPoolIdInput() {
    return this._agentPoolId;
  }

  // comments_enabled - computed: true, optional: false, required: false
  public get commentsEnabled() {
    return this.getBooleanAttribute('comments_enabled');
  }

  // draft_pr_runs_enabled - computed: true, optional: true, required: false
  private _draftPrRunsEnabled?: boolean | cdktf.IResolvable;
  public get draftPrRunsEnabled() {
    return this.getBooleanAttribute('draft_pr_runs_enabled');
  }
  public set draftPrRunsEnabled(value: boolean | cdktf.IResolvable) {
    this._draftPrRunsEnabled = value;
  }
  public resetDraftPrRunsEnabled() {
    this._draftPrRunsEnabled = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get draftPrRunsEnabledInput() {
    return this._draftPrRunsEnabled;
  }

  // environment_id - computed: false, optional: true, required: false
  private _environmentId?: string;
  public get environmentId() {
    return this.getStringAttribute('environment_id');
  }
  public set environmentId(value: string) {
    this._environmentId = value;
  }
  public resetEnvironmentId() {
    this._environmentId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get environmentIdInput() {
    return this._environmentId;
  }

  // environments - computed: true, optional: false, required: false
  public get environments() {
    return cdktf.Fn.tolist(this.getListAttribute('environments'));
  }

  // id - computed: true, optional: true, required: false
  private _id?: string;
  public get id() {
    return this.getStringAttribute('id');
  }
  public set id(value: string) {
    this._id = value;
  }
  public resetId() {
    this._id = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get idInput() {
    return this._id;
  }

  // name - computed: true, optional: true, required: false
  private _name?: string;
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  public resetName() {
    this._name = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // pr_merge_comments_enabled - computed: true, optional: false, required: false
  public get prMergeCommentsEnabled() {
    return this.getBooleanAttribute('pr_merge_comments_enabled');
  }

  // url - computed: true, optional: false, required: false
  public get url() {
    return this.getStringAttribute('url');
  }

  // vcs_type - computed: true, optional: true, required: false
  private _vcsType?: string;
  public get vcsType() {
    return this.getStringAttribute('vcs_type');
  }
  public set vcsType(value: string) {
    this._vcsType = value;
  }
  public resetVcsType() {
    this._vcsType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vcsTypeInput() {
    return this._vcsType;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      account_id: cdktf.stringToTerraform(this._accountId),
      agent_pool_id: cdktf.stringToTerraform(this._agentPoolId),
      draft_pr_runs_enabled: cdktf.booleanToTerraform(this._draftPrRunsEnabled),
      environment_id: cdktf.stringToTerraform(this._environmentId),
      id: cdktf.stringToTerraform(this._id),
      name: cdktf.stringToTerraform(this._name),
      vcs_type: cdktf.stringToTerraform(this._vcsType),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      account_id: {
        value: cdktf.stringToHclTerraform(this._accountId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      agent_pool_id: {
        value: cdktf.stringToHclTerraform(this._agentPoolId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      draft_pr_runs_enabled: {
        value: cdktf.booleanToHclTerraform(this._draftPrRunsEnabled),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      environment_id: {
        value: cdktf.stringToHclTerraform(this._environmentId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      id: {
        value: cdktf.stringToHclTerraform(this._id),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      vcs_type: {
        value: cdktf.stringToHclTerraform(this._vcsType),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
