// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface AssumeServiceAccountPolicyConfig extends cdktf.TerraformMetaArguments {
  /**
  * Maximum duration of a session, in seconds.
  */
  readonly maximumSessionDuration?: number;
  /**
  * Name of the policy.
  */
  readonly name: string;
  /**
  * Id of the workload identity provider.
  */
  readonly providerId: string;
  /**
  * Id of the service account.
  */
  readonly serviceAccountId: string;
  /**
  * claim_condition block
  */
  readonly claimCondition?: AssumeServiceAccountPolicyClaimCondition[] | cdktf.IResolvable;
}
export interface AssumeServiceAccountPolicyClaimCondition {
  /**
  * Name of the claim.
  */
  readonly claim: string;
  /**
  * Comparison operator.
  */
  readonly operator?: string;
  /**
  * Value that the claim is compared with.
  */
  readonly value: string;
}

export function assumeServiceAccountPolicyClaimConditionToTerraform(struct?: AssumeServiceAccountPolicyClaimCondition | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    claim: cdktf.stringToTerraform(struct!.claim),
    operator: cdktf.stringToTerraform(struct!.operator),
    value: cdktf.stringToTerraform(struct!.value),
  }
}


export function assumeServiceAccountPolicyClaimConditionToHclTerraform(struct?: AssumeServiceAccountPolicyClaimCondition | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    claim: {
      value: cdktf.stringToHclTerraform(struct!.claim),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    operator: {
      value: cdktf.stringToHclTerraform(struct!.operator),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    value: {
      value: cdktf.stringToHclTerraform(struct!.value),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class AssumeServiceAccountPolicyClaimConditionOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): AssumeServiceAccountPolicyClaimCondition | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._claim !== undefined) {
      hasAnyValues = true;
      internalValueResult.claim = this._claim;
    }
    if (this._operator !== undefined) {
      hasAnyValues = true;
      internalValueResult.operator = this._operator;
    }
    if (this._value !== undefined) {
      hasAnyValues = true;
      internalValueResult.value = this._value;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: AssumeServiceAccountPolicyClaimCondition | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._claim = undefined;
      this._operator = undefined;
      this._value = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._claim = value.claim;
      this._operator = value.operator;
      this._value = value.value;
    }
  }

  // claim - computed: false, optional: false, required: true
  private _claim?: string;
  public get claim() {
    return this.getStringAttribute('claim');
  }
  public set claim(value: string) {
    this._claim = value;
  }
  // Temporarily expose input value. Use with caution.
  public get claimInput() {
    return this._claim;
  }

  // operator - computed: true, optional: true, required: false
  private _operator?: string;
  public get operator() {
    return this.getStringAttribute('operator');
  }
  public set operator(value: string) {
    this._operator = value;
  }
  public resetOperator() {
    this._operator = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get operatorInput() {
    return this._operator;
  }

  // value - computed: false, optional: false, required: true
  private _value?: string;
  public get value() {
    return this.getStringAttribute('value');
  }
  public set value(value: string) {
    this._value = value;
  }
  // Temporarily expose input value. Use with caution.
  public get valueInput() {
    return this._value;
  }
}

export class AssumeServiceAccountPolicyClaimConditionList extends cdktf.ComplexList {
  public internalValue? : AssumeServiceAccountPolicyClaimCondition[] | cdktf.IResolvable

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
  public get(index: number): AssumeServiceAccountPolicyClaimConditionOutputReference {
    return new AssumeServiceAccountPolicyClaimConditionOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a scalr_assume_service_account_policy
*/
export class AssumeServiceAccountPolicy extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_assume_service_account_policy";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a AssumeServiceAccountPolicy resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the AssumeServiceAccountPolicy to import
  * @param importFromId The id of the existing AssumeServiceAccountPolicy that should be imported.
  * @param provider? Optional instance of the provider where the AssumeServiceAccountPolicy to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_assume_service_account_policy", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_assume_service_account_policy Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options AssumeServiceAccountPolicyConfig
  */
  public constructor(scope: Construct, id: string, config: AssumeServiceAccountPolicyConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_assume_service_account_policy',
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
    this._maximumSessionDuration = config.maximumSessionDuration;
    this._name = config.name;
    this._providerId = config.providerId;
    this._serviceAccountId = config.serviceAccountId;
    this._claimCondition.internalValue = config.claimCondition;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // maximum_session_duration - computed: true, optional: true, required: false
  private _maximumSessionDuration?: number;
  public get maximumSessionDuration() {
    return this.getNumberAttribute('maximum_session_duration');
  }
  public set maximumSessionDuration(value: number) {
    this._maximumSessionDuration = value;
  }
  public resetMaximumSessionDuration() {
    this._maximumSessionDuration = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maximumSessionDurationInput() {
    return this._maximumSessionDuration;
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

  // provider_id - computed: false, optional: false, required: true
  private _providerId?: string;
  public get providerId() {
    return this.getStringAttribute('provider_id');
  }
  public set providerId(value: string) {
    this._providerId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get providerIdInput() {
    return this._providerId;
  }

  // service_account_id - computed: false, optional: false, required: true
  private _serviceAccountId?: string;
  public get serviceAccountId() {
    return this.getStringAttribute('service_account_id');
  }
  public set serviceAccountId(value: string) {
    this._serviceAccountId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get serviceAccountIdInput() {
    return this._serviceAccountId;
  }

  // claim_condition - computed: false, optional: true, required: false
  private _claimCondition = new AssumeServiceAccountPolicyClaimConditionList(this, "claim_condition", true);
  public get claimCondition() {
    return this._claimCondition;
  }
  public putClaimCondition(value: AssumeServiceAccountPolicyClaimCondition[] | cdktf.IResolvable) {
    this._claimCondition.internalValue = value;
  }
  public resetClaimCondition() {
    this._claimCondition.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get claimConditionInput() {
    return this._claimCondition.internalValue;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      maximum_session_duration: cdktf.numberToTerraform(this._maximumSessionDuration),
      name: cdktf.stringToTerraform(this._name),
      provider_id: cdktf.stringToTerraform(this._providerId),
      service_account_id: cdktf.stringToTerraform(this._serviceAccountId),
      claim_condition: cdktf.listMapper(assumeServiceAccountPolicyClaimConditionToTerraform, true)(this._claimCondition.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      maximum_session_duration: {
        value: cdktf.numberToHclTerraform(this._maximumSessionDuration),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      provider_id: {
        value: cdktf.stringToHclTerraform(this._providerId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      service_account_id: {
        value: cdktf.stringToHclTerraform(this._serviceAccountId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      claim_condition: {
        value: cdktf.listMapperHcl(assumeServiceAccountPolicyClaimConditionToHclTerraform, true)(this._claimCondition.internalValue),
        isBlock: true,
        type: "set",
        storageClassType: "AssumeServiceAccountPolicyClaimConditionList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
