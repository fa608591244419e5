// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DriftDetectionConfig extends cdktf.TerraformMetaArguments {
  /**
  * How often it checks: daily, weekly.
  */
  readonly checkPeriod: string;
  /**
  * Id of the environment.
  */
  readonly environmentId: string;
  /**
  * Kind of run: refresh-only, plan.
  */
  readonly runMode?: string;
  /**
  * workspace_filters block
  */
  readonly workspaceFilters?: DriftDetectionWorkspaceFilters;
}
export interface DriftDetectionWorkspaceFilters {
  /**
  * Types of workspaces.
  */
  readonly environmentTypes?: string[];
  /**
  * Patterns of names.
  */
  readonly namePatterns?: string[];
  /**
  * Ids of tags.
  */
  readonly tags?: string[];
}

export function driftDetectionWorkspaceFiltersToTerraform(struct?: DriftDetectionWorkspaceFilters | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    environment_types: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.environmentTypes),
    name_patterns: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.namePatterns),
    tags: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.tags),
  }
}


export function driftDetectionWorkspaceFiltersToHclTerraform(struct?: DriftDetectionWorkspaceFilters | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    environment_types: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.environmentTypes),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
    name_patterns: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.namePatterns),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
    tags: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.tags),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DriftDetectionWorkspaceFiltersOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DriftDetectionWorkspaceFilters | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._environmentTypes !== undefined) {
      hasAnyValues = true;
      internalValueResult.environmentTypes = this._environmentTypes;
    }
    if (this._namePatterns !== undefined) {
      hasAnyValues = true;
      internalValueResult.namePatterns = this._namePatterns;
    }
    if (this._tags !== undefined) {
      hasAnyValues = true;
      internalValueResult.tags = this._tags;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DriftDetectionWorkspaceFilters | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._environmentTypes = undefined;
      this._namePatterns = undefined;
      this._tags = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._environmentTypes = value.environmentTypes;
      this._namePatterns = value.namePatterns;
      this._tags = value.tags;
    }
  }

  // environment_types - computed: false, optional: true, required: false
  private _environmentTypes?: string[];
  public get environmentTypes() {
    return cdktf.Fn.tolist(this.getListAttribute('environment_types'));
  }
  public set environmentTypes(value: string[]) {
    this._environmentTypes = value;
  }
  public resetEnvironmentTypes() {
    this._environmentTypes = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get environmentTypesInput() {
    return this._environmentTypes;
  }

  // name_patterns - computed: false, optional: true, required: false
  private _namePatterns?: string[];
  public get namePatterns() {
    return cdktf.Fn.tolist(this.getListAttribute('name_patterns'));
  }
  public set namePatterns(value: string[]) {
    this._namePatterns = value;
  }
  public resetNamePatterns() {
    this._namePatterns = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get namePatternsInput() {
    return this._namePatterns;
  }

  // tags - computed: false, optional: true, required: false
  private _tags?: string[];
  public get tags() {
    return cdktf.Fn.tolist(this.getListAttribute('tags'));
  }
  public set tags(value: string[]) {
    this._tags = value;
  }
  public resetTags() {
    this._tags = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tagsInput() {
    return this._tags;
  }
}

/**
* Represents a scalr_drift_detection
*/
export class DriftDetection extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_drift_detection";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DriftDetection resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DriftDetection to import
  * @param importFromId The id of the existing DriftDetection that should be imported.
  * @param provider? Optional instance of the provider where the DriftDetection to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_drift_detection", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_drift_detection Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DriftDetectionConfig
  */
  public constructor(scope: Construct, id: string, config: DriftDetectionConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_drift_detection',
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
    this._checkPeriod = config.checkPeriod;
    this._environmentId = config.environmentId;
    this._runMode = config.runMode;
    this._workspaceFilters.internalValue = config.workspaceFilters;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // check_period - computed: false, optional: false, required: true
  private _checkPeriod?: string;
  public get checkPeriod() {
    return this.getStringAttribute('check_period');
  }
  public set checkPeriod(value: string) {
    this._checkPeriod = value;
  }
  // Temporarily expose input value. Use with caution.
  public get checkPeriodInput() {
    return this._checkPeriod;
  }

  // environment_id - computed: false, optional: false, required: true
  private _environmentId?: string;
  public get environmentId() {
    return this.getStringAttribute('environment_id');
  }
  public set environmentId(value: string) {
    this._environmentId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get environmentIdInput() {
    return this._environmentId;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // run_mode - computed: true, optional: true, required: false
  private _runMode?: string;
  public get runMode() {
    return this.getStringAttribute('run_mode');
  }
  public set runMode(value: string) {
    this._runMode = value;
  }
  public resetRunMode() {
    this._runMode = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get runModeInput() {
    return this._runMode;
  }

  // workspace_filters - computed: false, optional: true, required: false
  private _workspaceFilters = new DriftDetectionWorkspaceFiltersOutputReference(this, "workspace_filters");
  public get workspaceFilters() {
    return this._workspaceFilters;
  }
  public putWorkspaceFilters(value: DriftDetectionWorkspaceFilters) {
    this._workspaceFilters.internalValue = value;
  }
  public resetWorkspaceFilters() {
    this._workspaceFilters.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get workspaceFiltersInput() {
    return this._workspaceFilters.internalValue;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      check_period: cdktf.stringToTerraform(this._checkPeriod),
      environment_id: cdktf.stringToTerraform(this._environmentId),
      run_mode: cdktf.stringToTerraform(this._runMode),
      workspace_filters: driftDetectionWorkspaceFiltersToTerraform(this._workspaceFilters.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      check_period: {
        value: cdktf.stringToHclTerraform(this._checkPeriod),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      environment_id: {
        value: cdktf.stringToHclTerraform(this._environmentId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      run_mode: {
        value: cdktf.stringToHclTerraform(this._runMode),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      workspace_filters: {
        value: driftDetectionWorkspaceFiltersToHclTerraform(this._workspaceFilters.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "DriftDetectionWorkspaceFilters",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
