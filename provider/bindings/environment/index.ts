// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface EnvironmentConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the account. Default: the account of the token.
  */
  readonly accountId?: string;
  /**
  * Ids of the provider configurations that its workspaces use by default.
  */
  readonly defaultProviderConfigurations?: string[];
  /**
  * Id of the run pool that its workspaces use unless they are linked to another (R2).
  */
  readonly defaultWorkspaceAgentPoolId?: string;
  /**
  * Ids of the environments that may read its states; ["*"] for all.
  */
  readonly federatedEnvironments?: string[];
  /**
  * Hides sensitive values in the console output of runs.
  */
  readonly maskSensitiveOutput?: boolean | cdktf.IResolvable;
  /**
  * Name of the environment.
  */
  readonly name: string;
  /**
  * Whether Scalr keeps the state of its workspaces.
  */
  readonly remoteBackend?: boolean | cdktf.IResolvable;
  /**
  * Whether a workspace can override remote_backend.
  */
  readonly remoteBackendOverridable?: boolean | cdktf.IResolvable;
  /**
  * Id of the storage profile that stores its states.
  */
  readonly storageProfileId?: string;
  /**
  * Ids of its tags.
  */
  readonly tagIds?: string[];
}
export interface EnvironmentCreatedBy {
}

export function environmentCreatedByToTerraform(struct?: EnvironmentCreatedBy): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function environmentCreatedByToHclTerraform(struct?: EnvironmentCreatedBy): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class EnvironmentCreatedByOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): EnvironmentCreatedBy | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: EnvironmentCreatedBy | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // email - computed: true, optional: false, required: false
  public get email() {
    return this.getStringAttribute('email');
  }

  // full_name - computed: true, optional: false, required: false
  public get fullName() {
    return this.getStringAttribute('full_name');
  }

  // username - computed: true, optional: false, required: false
  public get username() {
    return this.getStringAttribute('username');
  }
}

export class EnvironmentCreatedByList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): EnvironmentCreatedByOutputReference {
    return new EnvironmentCreatedByOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a scalr_environment
*/
export class Environment extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_environment";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a Environment resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Environment to import
  * @param importFromId The id of the existing Environment that should be imported.
  * @param provider? Optional instance of the provider where the Environment to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_environment", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_environment Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options EnvironmentConfig
  */
  public constructor(scope: Construct, id: string, config: EnvironmentConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_environment',
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
    this._defaultProviderConfigurations = config.defaultProviderConfigurations;
    this._defaultWorkspaceAgentPoolId = config.defaultWorkspaceAgentPoolId;
    this._federatedEnvironments = config.federatedEnvironments;
    this._maskSensitiveOutput = config.maskSensitiveOutput;
    this._name = config.name;
    this._remoteBackend = config.remoteBackend;
    this._remoteBackendOverridable = config.remoteBackendOverridable;
    this._storageProfileId = config.storageProfileId;
    this._tagIds = config.tagIds;
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

  // created_by - computed: true, optional: false, required: false
  private _createdBy = new EnvironmentCreatedByList(this, "created_by", false);
  public get createdBy() {
    return this._createdBy;
  }

  // default_provider_configurations - computed: true, optional: true, required: false
  private _defaultProviderConfigurations?: string[];
  public get defaultProviderConfigurations() {
    return cdktf.Fn.tolist(this.getListAttribute('default_provider_configurations'));
  }
  public set defaultProviderConfigurations(value: string[]) {
    this._defaultProviderConfigurations = value;
  }
  public resetDefaultProviderConfigurations() {
    this._defaultProviderConfigurations = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get defaultProviderConfigurationsInput() {
    return this._defaultProviderConfigurations;
  }

  // default_workspace_agent_pool_id - computed: true, optional: true, required: false
  private _defaultWorkspaceAgentPoolId?: string;
  public get defaultWorkspaceAgentPoolId() {
    return this.getStringAttribute('default_workspace_agent_pool_id');
  }
  public set defaultWorkspaceAgentPoolId(value: string) {
    this._defaultWorkspaceAgentPoolId = value;
  }
  public resetDefaultWorkspaceAgentPoolId() {
    this._defaultWorkspaceAgentPoolId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get defaultWorkspaceAgentPoolIdInput() {
    return this._defaultWorkspaceAgentPoolId;
  }

  // federated_environments - computed: true, optional: true, required: false
  private _federatedEnvironments?: string[];
  public get federatedEnvironments() {
    return cdktf.Fn.tolist(this.getListAttribute('federated_environments'));
  }
  public set federatedEnvironments(value: string[]) {
    this._federatedEnvironments = value;
  }
  public resetFederatedEnvironments() {
    this._federatedEnvironments = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get federatedEnvironmentsInput() {
    return this._federatedEnvironments;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // mask_sensitive_output - computed: true, optional: true, required: false
  private _maskSensitiveOutput?: boolean | cdktf.IResolvable;
  public get maskSensitiveOutput() {
    return this.getBooleanAttribute('mask_sensitive_output');
  }
  public set maskSensitiveOutput(value: boolean | cdktf.IResolvable) {
    this._maskSensitiveOutput = value;
  }
  public resetMaskSensitiveOutput() {
    this._maskSensitiveOutput = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maskSensitiveOutputInput() {
    return this._maskSensitiveOutput;
  }

  // name - computed: false, optional: false, required: true
  private _name?: string;
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // policy_groups - computed: true, optional: false, required: false
  public get policyGroups() {
    return this.getListAttribute('policy_groups');
  }

  // remote_backend - computed: true, optional: true, required: false
  private _remoteBackend?: boolean | cdktf.IResolvable;
  public get remoteBackend() {
    return this.getBooleanAttribute('remote_backend');
  }
  public set remoteBackend(value: boolean | cdktf.IResolvable) {
    this._remoteBackend = value;
  }
  public resetRemoteBackend() {
    this._remoteBackend = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get remoteBackendInput() {
    return this._remoteBackend;
  }

  // remote_backend_overridable - computed: true, optional: true, required: false
  private _remoteBackendOverridable?: boolean | cdktf.IResolvable;
  public get remoteBackendOverridable() {
    return this.getBooleanAttribute('remote_backend_overridable');
  }
  public set remoteBackendOverridable(value: boolean | cdktf.IResolvable) {
    this._remoteBackendOverridable = value;
  }
  public resetRemoteBackendOverridable() {
    this._remoteBackendOverridable = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get remoteBackendOverridableInput() {
    return this._remoteBackendOverridable;
  }

  // status - computed: true, optional: false, required: false
  public get status() {
    return this.getStringAttribute('status');
  }

  // storage_profile_id - computed: false, optional: true, required: false
  private _storageProfileId?: string;
  public get storageProfileId() {
    return this.getStringAttribute('storage_profile_id');
  }
  public set storageProfileId(value: string) {
    this._storageProfileId = value;
  }
  public resetStorageProfileId() {
    this._storageProfileId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get storageProfileIdInput() {
    return this._storageProfileId;
  }

  // tag_ids - computed: true, optional: true, required: false
  private _tagIds?: string[];
  public get tagIds() {
    return cdktf.Fn.tolist(this.getListAttribute('tag_ids'));
  }
  public set tagIds(value: string[]) {
    this._tagIds = value;
  }
  public resetTagIds() {
    this._tagIds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tagIdsInput() {
    return this._tagIds;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      account_id: cdktf.stringToTerraform(this._accountId),
      default_provider_configurations: cdktf.listMapper(cdktf.stringToTerraform, false)(this._defaultProviderConfigurations),
      default_workspace_agent_pool_id: cdktf.stringToTerraform(this._defaultWorkspaceAgentPoolId),
      federated_environments: cdktf.listMapper(cdktf.stringToTerraform, false)(this._federatedEnvironments),
      mask_sensitive_output: cdktf.booleanToTerraform(this._maskSensitiveOutput),
      name: cdktf.stringToTerraform(this._name),
      remote_backend: cdktf.booleanToTerraform(this._remoteBackend),
      remote_backend_overridable: cdktf.booleanToTerraform(this._remoteBackendOverridable),
      storage_profile_id: cdktf.stringToTerraform(this._storageProfileId),
      tag_ids: cdktf.listMapper(cdktf.stringToTerraform, false)(this._tagIds),
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
      default_provider_configurations: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._defaultProviderConfigurations),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      default_workspace_agent_pool_id: {
        value: cdktf.stringToHclTerraform(this._defaultWorkspaceAgentPoolId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      federated_environments: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._federatedEnvironments),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      mask_sensitive_output: {
        value: cdktf.booleanToHclTerraform(this._maskSensitiveOutput),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      remote_backend: {
        value: cdktf.booleanToHclTerraform(this._remoteBackend),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      remote_backend_overridable: {
        value: cdktf.booleanToHclTerraform(this._remoteBackendOverridable),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      storage_profile_id: {
        value: cdktf.stringToHclTerraform(this._storageProfileId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      tag_ids: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._tagIds),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
