// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface ProviderConfigurationConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the account. Default: the account of the token.
  */
  readonly accountId?: string;
  /**
  * Whether only applies get it, and plans do not.
  */
  readonly applyOnly?: boolean | cdktf.IResolvable;
  /**
  * Ids of the environments that may use the provider configuration; ["*"] for all of them.
  */
  readonly environments?: string[];
  /**
  * Whether runs get the credentials as environment variables too.
  */
  readonly exportShellVariables?: boolean | cdktf.IResolvable;
  /**
  * Name of the provider configuration.
  */
  readonly name: string;
  /**
  * Ids of the teams that own it.
  */
  readonly owners?: string[];
  /**
  * Ids of its tags.
  */
  readonly tagIds?: string[];
  /**
  * aws block
  */
  readonly aws?: ProviderConfigurationAws;
  /**
  * azurerm block
  */
  readonly azurerm?: ProviderConfigurationAzurerm;
  /**
  * custom block
  */
  readonly custom?: ProviderConfigurationCustom;
  /**
  * google block
  */
  readonly google?: ProviderConfigurationGoogle;
  /**
  * scalr block
  */
  readonly scalr?: ProviderConfigurationScalr;
}
export interface ProviderConfigurationAwsDefaultTags {
  /**
  * What happens if a resource already has one of the same name: skip, update.
  */
  readonly strategy?: string;
  /**
  * The tags.
  */
  readonly tags?: { [key: string]: string };
}

export function providerConfigurationAwsDefaultTagsToTerraform(struct?: ProviderConfigurationAwsDefaultTagsOutputReference | ProviderConfigurationAwsDefaultTags): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    strategy: cdktf.stringToTerraform(struct!.strategy),
    tags: cdktf.hashMapper(cdktf.stringToTerraform)(struct!.tags),
  }
}


export function providerConfigurationAwsDefaultTagsToHclTerraform(struct?: ProviderConfigurationAwsDefaultTagsOutputReference | ProviderConfigurationAwsDefaultTags): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    strategy: {
      value: cdktf.stringToHclTerraform(struct!.strategy),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    tags: {
      value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(struct!.tags),
      isBlock: false,
      type: "map",
      storageClassType: "stringMap",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class ProviderConfigurationAwsDefaultTagsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): ProviderConfigurationAwsDefaultTags | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._strategy !== undefined) {
      hasAnyValues = true;
      internalValueResult.strategy = this._strategy;
    }
    if (this._tags !== undefined) {
      hasAnyValues = true;
      internalValueResult.tags = this._tags;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ProviderConfigurationAwsDefaultTags | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this._strategy = undefined;
      this._tags = undefined;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this._strategy = value.strategy;
      this._tags = value.tags;
    }
  }

  // strategy - computed: false, optional: true, required: false
  private _strategy?: string;
  public get strategy() {
    return this.getStringAttribute('strategy');
  }
  public set strategy(value: string) {
    this._strategy = value;
  }
  public resetStrategy() {
    this._strategy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get strategyInput() {
    return this._strategy;
  }

  // tags - computed: false, optional: true, required: false
  private _tags?: { [key: string]: string };
  public get tags() {
    return this.getStringMapAttribute('tags');
  }
  public set tags(value: { [key: string]: string }) {
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
export interface ProviderConfigurationAws {
  /**
  * Access key.
  */
  readonly accessKey?: string;
  /**
  * Kind of the AWS account: regular, gov-cloud, cn-cloud.
  */
  readonly accountType?: string;
  /**
  * Audience of the token.
  */
  readonly audience?: string;
  /**
  * Source of the credentials of a delegated role: Ec2InstanceMetadata, EcsContainer.
  */
  readonly credentialsSource?: string;
  /**
  * Authentication: access_keys, role_delegation, oidc.
  */
  readonly credentialsType: string;
  /**
  * External id of the role.
  */
  readonly externalId?: string;
  /**
  * ARN of the role.
  */
  readonly roleArn?: string;
  /**
  * Secret key.
  */
  readonly secretKey?: string;
  /**
  * Who may assume the role: aws_account, aws_service.
  */
  readonly trustedEntityType?: string;
  /**
  * default_tags block
  */
  readonly defaultTags?: ProviderConfigurationAwsDefaultTags;
}

export function providerConfigurationAwsToTerraform(struct?: ProviderConfigurationAwsOutputReference | ProviderConfigurationAws): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    access_key: cdktf.stringToTerraform(struct!.accessKey),
    account_type: cdktf.stringToTerraform(struct!.accountType),
    audience: cdktf.stringToTerraform(struct!.audience),
    credentials_source: cdktf.stringToTerraform(struct!.credentialsSource),
    credentials_type: cdktf.stringToTerraform(struct!.credentialsType),
    external_id: cdktf.stringToTerraform(struct!.externalId),
    role_arn: cdktf.stringToTerraform(struct!.roleArn),
    secret_key: cdktf.stringToTerraform(struct!.secretKey),
    trusted_entity_type: cdktf.stringToTerraform(struct!.trustedEntityType),
    default_tags: providerConfigurationAwsDefaultTagsToTerraform(struct!.defaultTags),
  }
}


export function providerConfigurationAwsToHclTerraform(struct?: ProviderConfigurationAwsOutputReference | ProviderConfigurationAws): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    access_key: {
      value: cdktf.stringToHclTerraform(struct!.accessKey),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    account_type: {
      value: cdktf.stringToHclTerraform(struct!.accountType),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    audience: {
      value: cdktf.stringToHclTerraform(struct!.audience),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    credentials_source: {
      value: cdktf.stringToHclTerraform(struct!.credentialsSource),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    credentials_type: {
      value: cdktf.stringToHclTerraform(struct!.credentialsType),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    external_id: {
      value: cdktf.stringToHclTerraform(struct!.externalId),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    role_arn: {
      value: cdktf.stringToHclTerraform(struct!.roleArn),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    secret_key: {
      value: cdktf.stringToHclTerraform(struct!.secretKey),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    trusted_entity_type: {
      value: cdktf.stringToHclTerraform(struct!.trustedEntityType),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    default_tags: {
      value: providerConfigurationAwsDefaultTagsToHclTerraform(struct!.defaultTags),
      isBlock: true,
      type: "list",
      storageClassType: "ProviderConfigurationAwsDefaultTagsList",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class ProviderConfigurationAwsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): ProviderConfigurationAws | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._accessKey !== undefined) {
      hasAnyValues = true;
      internalValueResult.accessKey = this._accessKey;
    }
    if (this._accountType !== undefined) {
      hasAnyValues = true;
      internalValueResult.accountType = this._accountType;
    }
    if (this._audience !== undefined) {
      hasAnyValues = true;
      internalValueResult.audience = this._audience;
    }
    if (this._credentialsSource !== undefined) {
      hasAnyValues = true;
      internalValueResult.credentialsSource = this._credentialsSource;
    }
    if (this._credentialsType !== undefined) {
      hasAnyValues = true;
      internalValueResult.credentialsType = this._credentialsType;
    }
    if (this._externalId !== undefined) {
      hasAnyValues = true;
      internalValueResult.externalId = this._externalId;
    }
    if (this._roleArn !== undefined) {
      hasAnyValues = true;
      internalValueResult.roleArn = this._roleArn;
    }
    if (this._secretKey !== undefined) {
      hasAnyValues = true;
      internalValueResult.secretKey = this._secretKey;
    }
    if (this._trustedEntityType !== undefined) {
      hasAnyValues = true;
      internalValueResult.trustedEntityType = this._trustedEntityType;
    }
    if (this._defaultTags?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.defaultTags = this._defaultTags?.internalValue;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ProviderConfigurationAws | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this._accessKey = undefined;
      this._accountType = undefined;
      this._audience = undefined;
      this._credentialsSource = undefined;
      this._credentialsType = undefined;
      this._externalId = undefined;
      this._roleArn = undefined;
      this._secretKey = undefined;
      this._trustedEntityType = undefined;
      this._defaultTags.internalValue = undefined;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this._accessKey = value.accessKey;
      this._accountType = value.accountType;
      this._audience = value.audience;
      this._credentialsSource = value.credentialsSource;
      this._credentialsType = value.credentialsType;
      this._externalId = value.externalId;
      this._roleArn = value.roleArn;
      this._secretKey = value.secretKey;
      this._trustedEntityType = value.trustedEntityType;
      this._defaultTags.internalValue = value.defaultTags;
    }
  }

  // access_key - computed: true, optional: true, required: false
  private _accessKey?: string;
  public get accessKey() {
    return this.getStringAttribute('access_key');
  }
  public set accessKey(value: string) {
    this._accessKey = value;
  }
  public resetAccessKey() {
    this._accessKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get accessKeyInput() {
    return this._accessKey;
  }

  // account_type - computed: true, optional: true, required: false
  private _accountType?: string;
  public get accountType() {
    return this.getStringAttribute('account_type');
  }
  public set accountType(value: string) {
    this._accountType = value;
  }
  public resetAccountType() {
    this._accountType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get accountTypeInput() {
    return this._accountType;
  }

  // audience - computed: true, optional: true, required: false
  private _audience?: string;
  public get audience() {
    return this.getStringAttribute('audience');
  }
  public set audience(value: string) {
    this._audience = value;
  }
  public resetAudience() {
    this._audience = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get audienceInput() {
    return this._audience;
  }

  // credentials_source - computed: true, optional: true, required: false
  private _credentialsSource?: string;
  public get credentialsSource() {
    return this.getStringAttribute('credentials_source');
  }
  public set credentialsSource(value: string) {
    this._credentialsSource = value;
  }
  public resetCredentialsSource() {
    this._credentialsSource = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialsSourceInput() {
    return this._credentialsSource;
  }

  // credentials_type - computed: false, optional: false, required: true
  private _credentialsType?: string;
  public get credentialsType() {
    return this.getStringAttribute('credentials_type');
  }
  public set credentialsType(value: string) {
    this._credentialsType = value;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialsTypeInput() {
    return this._credentialsType;
  }

  // external_id - computed: true, optional: true, required: false
  private _externalId?: string;
  public get externalId() {
    return this.getStringAttribute('external_id');
  }
  public set externalId(value: string) {
    this._externalId = value;
  }
  public resetExternalId() {
    this._externalId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get externalIdInput() {
    return this._externalId;
  }

  // role_arn - computed: true, optional: true, required: false
  private _roleArn?: string;
  public get roleArn() {
    return this.getStringAttribute('role_arn');
  }
  public set roleArn(value: string) {
    this._roleArn = value;
  }
  public resetRoleArn() {
    this._roleArn = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get roleArnInput() {
    return this._roleArn;
  }

  // secret_key - computed: true, optional: true, required: false
  private _secretKey?: string;
  public get secretKey() {
    return this.getStringAttribute('secret_key');
  }
  public set secretKey(value: string) {
    this._secretKey = value;
  }
  public resetSecretKey() {
    this._secretKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get secretKeyInput() {
    return this._secretKey;
  }

  // trusted_entity_type - computed: true, optional: true, required: false
  private _trustedEntityType?: string;
  public get trustedEntityType() {
    return this.getStringAttribute('trusted_entity_type');
  }
  public set trustedEntityType(value: string) {
    this._trustedEntityType = value;
  }
  public resetTrustedEntityType() {
    this._trustedEntityType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get trustedEntityTypeInput() {
    return this._trustedEntityType;
  }

  // default_tags - computed: false, optional: true, required: false
  private _defaultTags = new ProviderConfigurationAwsDefaultTagsOutputReference(this, "default_tags");
  public get defaultTags() {
    return this._defaultTags;
  }
  public putDefaultTags(value: ProviderConfigurationAwsDefaultTags) {
    this._defaultTags.internalValue = value;
  }
  public resetDefaultTags() {
    this._defaultTags.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get defaultTagsInput() {
    return this._defaultTags.internalValue;
  }
}
export interface ProviderConfigurationAzurerm {
  /**
  * Audience of the token.
  */
  readonly audience?: string;
  /**
  * Authentication: client-secrets, oidc.
  */
  readonly authType?: string;
  /**
  * Id of the client.
  */
  readonly clientId: string;
  /**
  * Secret of the client.
  */
  readonly clientSecret?: string;
  /**
  * Id of the subscription.
  */
  readonly subscriptionId?: string;
  /**
  * Id of the tenant.
  */
  readonly tenantId: string;
}

export function providerConfigurationAzurermToTerraform(struct?: ProviderConfigurationAzurermOutputReference | ProviderConfigurationAzurerm): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    audience: cdktf.stringToTerraform(struct!.audience),
    auth_type: cdktf.stringToTerraform(struct!.authType),
    client_id: cdktf.stringToTerraform(struct!.clientId),
    client_secret: cdktf.stringToTerraform(struct!.clientSecret),
    subscription_id: cdktf.stringToTerraform(struct!.subscriptionId),
    tenant_id: cdktf.stringToTerraform(struct!.tenantId),
  }
}


export function providerConfigurationAzurermToHclTerraform(struct?: ProviderConfigurationAzurermOutputReference | ProviderConfigurationAzurerm): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    audience: {
      value: cdktf.stringToHclTerraform(struct!.audience),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    auth_type: {
      value: cdktf.stringToHclTerraform(struct!.authType),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    client_id: {
      value: cdktf.stringToHclTerraform(struct!.clientId),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    client_secret: {
      value: cdktf.stringToHclTerraform(struct!.clientSecret),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    subscription_id: {
      value: cdktf.stringToHclTerraform(struct!.subscriptionId),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    tenant_id: {
      value: cdktf.stringToHclTerraform(struct!.tenantId),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class ProviderConfigurationAzurermOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): ProviderConfigurationAzurerm | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._audience !== undefined) {
      hasAnyValues = true;
      internalValueResult.audience = this._audience;
    }
    if (this._authType !== undefined) {
      hasAnyValues = true;
      internalValueResult.authType = this._authType;
    }
    if (this._clientId !== undefined) {
      hasAnyValues = true;
      internalValueResult.clientId = this._clientId;
    }
    if (this._clientSecret !== undefined) {
      hasAnyValues = true;
      internalValueResult.clientSecret = this._clientSecret;
    }
    if (this._subscriptionId !== undefined) {
      hasAnyValues = true;
      internalValueResult.subscriptionId = this._subscriptionId;
    }
    if (this._tenantId !== undefined) {
      hasAnyValues = true;
      internalValueResult.tenantId = this._tenantId;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ProviderConfigurationAzurerm | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this._audience = undefined;
      this._authType = undefined;
      this._clientId = undefined;
      this._clientSecret = undefined;
      this._subscriptionId = undefined;
      this._tenantId = undefined;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this._audience = value.audience;
      this._authType = value.authType;
      this._clientId = value.clientId;
      this._clientSecret = value.clientSecret;
      this._subscriptionId = value.subscriptionId;
      this._tenantId = value.tenantId;
    }
  }

  // audience - computed: true, optional: true, required: false
  private _audience?: string;
  public get audience() {
    return this.getStringAttribute('audience');
  }
  public set audience(value: string) {
    this._audience = value;
  }
  public resetAudience() {
    this._audience = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get audienceInput() {
    return this._audience;
  }

  // auth_type - computed: true, optional: true, required: false
  private _authType?: string;
  public get authType() {
    return this.getStringAttribute('auth_type');
  }
  public set authType(value: string) {
    this._authType = value;
  }
  public resetAuthType() {
    this._authType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get authTypeInput() {
    return this._authType;
  }

  // client_id - computed: false, optional: false, required: true
  private _clientId?: string;
  public get clientId() {
    return this.getStringAttribute('client_id');
  }
  public set clientId(value: string) {
    this._clientId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get clientIdInput() {
    return this._clientId;
  }

  // client_secret - computed: true, optional: true, required: false
  private _clientSecret?: string;
  public get clientSecret() {
    return this.getStringAttribute('client_secret');
  }
  public set clientSecret(value: string) {
    this._clientSecret = value;
  }
  public resetClientSecret() {
    this._clientSecret = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientSecretInput() {
    return this._clientSecret;
  }

  // subscription_id - computed: true, optional: true, required: false
  private _subscriptionId?: string;
  public get subscriptionId() {
    return this.getStringAttribute('subscription_id');
  }
  public set subscriptionId(value: string) {
    this._subscriptionId = value;
  }
  public resetSubscriptionId() {
    this._subscriptionId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get subscriptionIdInput() {
    return this._subscriptionId;
  }

  // tenant_id - computed: false, optional: false, required: true
  private _tenantId?: string;
  public get tenantId() {
    return this.getStringAttribute('tenant_id');
  }
  public set tenantId(value: string) {
    this._tenantId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get tenantIdInput() {
    return this._tenantId;
  }
}
export interface ProviderConfigurationCustomArgument {
  /**
  * What it is for.
  */
  readonly description?: string;
  /**
  * Whether the value is an expression.
  */
  readonly hcl?: boolean | cdktf.IResolvable;
  /**
  * Name of the argument.
  */
  readonly name: string;
  /**
  * Whether the API never shows the value.
  */
  readonly sensitive?: boolean | cdktf.IResolvable;
  /**
  * Its value.
  */
  readonly value?: string;
}

export function providerConfigurationCustomArgumentToTerraform(struct?: ProviderConfigurationCustomArgument | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    description: cdktf.stringToTerraform(struct!.description),
    hcl: cdktf.booleanToTerraform(struct!.hcl),
    name: cdktf.stringToTerraform(struct!.name),
    sensitive: cdktf.booleanToTerraform(struct!.sensitive),
    value: cdktf.stringToTerraform(struct!.value),
  }
}


export function providerConfigurationCustomArgumentToHclTerraform(struct?: ProviderConfigurationCustomArgument | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    description: {
      value: cdktf.stringToHclTerraform(struct!.description),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    hcl: {
      value: cdktf.booleanToHclTerraform(struct!.hcl),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    name: {
      value: cdktf.stringToHclTerraform(struct!.name),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    sensitive: {
      value: cdktf.booleanToHclTerraform(struct!.sensitive),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
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

export class ProviderConfigurationCustomArgumentOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): ProviderConfigurationCustomArgument | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._description !== undefined) {
      hasAnyValues = true;
      internalValueResult.description = this._description;
    }
    if (this._hcl !== undefined) {
      hasAnyValues = true;
      internalValueResult.hcl = this._hcl;
    }
    if (this._name !== undefined) {
      hasAnyValues = true;
      internalValueResult.name = this._name;
    }
    if (this._sensitive !== undefined) {
      hasAnyValues = true;
      internalValueResult.sensitive = this._sensitive;
    }
    if (this._value !== undefined) {
      hasAnyValues = true;
      internalValueResult.value = this._value;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ProviderConfigurationCustomArgument | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._description = undefined;
      this._hcl = undefined;
      this._name = undefined;
      this._sensitive = undefined;
      this._value = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._description = value.description;
      this._hcl = value.hcl;
      this._name = value.name;
      this._sensitive = value.sensitive;
      this._value = value.value;
    }
  }

  // description - computed: true, optional: true, required: false
  private _description?: string;
  public get description() {
    return this.getStringAttribute('description');
  }
  public set description(value: string) {
    this._description = value;
  }
  public resetDescription() {
    this._description = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get descriptionInput() {
    return this._description;
  }

  // hcl - computed: true, optional: true, required: false
  private _hcl?: boolean | cdktf.IResolvable;
  public get hcl() {
    return this.getBooleanAttribute('hcl');
  }
  public set hcl(value: boolean | cdktf.IResolvable) {
    this._hcl = value;
  }
  public resetHcl() {
    this._hcl = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hclInput() {
    return this._hcl;
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

  // sensitive - computed: true, optional: true, required: false
  private _sensitive?: boolean | cdktf.IResolvable;
  public get sensitive() {
    return this.getBooleanAttribute('sensitive');
  }
  public set sensitive(value: boolean | cdktf.IResolvable) {
    this._sensitive = value;
  }
  public resetSensitive() {
    this._sensitive = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sensitiveInput() {
    return this._sensitive;
  }

  // value - computed: true, optional: true, required: false
  private _value?: string;
  public get value() {
    return this.getStringAttribute('value');
  }
  public set value(value: string) {
    this._value = value;
  }
  public resetValue() {
    this._value = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get valueInput() {
    return this._value;
  }
}

export class ProviderConfigurationCustomArgumentList extends cdktf.ComplexList {
  public internalValue? : ProviderConfigurationCustomArgument[] | cdktf.IResolvable

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
  public get(index: number): ProviderConfigurationCustomArgumentOutputReference {
    return new ProviderConfigurationCustomArgumentOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface ProviderConfigurationCustom {
  /**
  * Name of the provider.
  */
  readonly providerName: string;
  /**
  * argument block
  */
  readonly argument: ProviderConfigurationCustomArgument[] | cdktf.IResolvable;
}

export function providerConfigurationCustomToTerraform(struct?: ProviderConfigurationCustomOutputReference | ProviderConfigurationCustom): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    provider_name: cdktf.stringToTerraform(struct!.providerName),
    argument: cdktf.listMapper(providerConfigurationCustomArgumentToTerraform, true)(struct!.argument),
  }
}


export function providerConfigurationCustomToHclTerraform(struct?: ProviderConfigurationCustomOutputReference | ProviderConfigurationCustom): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    provider_name: {
      value: cdktf.stringToHclTerraform(struct!.providerName),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    argument: {
      value: cdktf.listMapperHcl(providerConfigurationCustomArgumentToHclTerraform, true)(struct!.argument),
      isBlock: true,
      type: "set",
      storageClassType: "ProviderConfigurationCustomArgumentList",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class ProviderConfigurationCustomOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): ProviderConfigurationCustom | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._providerName !== undefined) {
      hasAnyValues = true;
      internalValueResult.providerName = this._providerName;
    }
    if (this._argument?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.argument = this._argument?.internalValue;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ProviderConfigurationCustom | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this._providerName = undefined;
      this._argument.internalValue = undefined;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this._providerName = value.providerName;
      this._argument.internalValue = value.argument;
    }
  }

  // provider_name - computed: false, optional: false, required: true
  private _providerName?: string;
  public get providerName() {
    return this.getStringAttribute('provider_name');
  }
  public set providerName(value: string) {
    this._providerName = value;
  }
  // Temporarily expose input value. Use with caution.
  public get providerNameInput() {
    return this._providerName;
  }

  // argument - computed: false, optional: false, required: true
  private _argument = new ProviderConfigurationCustomArgumentList(this, "argument", true);
  public get argument() {
    return this._argument;
  }
  public putArgument(value: ProviderConfigurationCustomArgument[] | cdktf.IResolvable) {
    this._argument.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get argumentInput() {
    return this._argument.internalValue;
  }
}
export interface ProviderConfigurationGoogleDefaultLabels {
  /**
  * The labels.
  */
  readonly labels?: { [key: string]: string };
  /**
  * What happens if a resource already has one of the same name: skip, update.
  */
  readonly strategy?: string;
}

export function providerConfigurationGoogleDefaultLabelsToTerraform(struct?: ProviderConfigurationGoogleDefaultLabelsOutputReference | ProviderConfigurationGoogleDefaultLabels): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    labels: cdktf.hashMapper(cdktf.stringToTerraform)(struct!.labels),
    strategy: cdktf.stringToTerraform(struct!.strategy),
  }
}


export function providerConfigurationGoogleDefaultLabelsToHclTerraform(struct?: ProviderConfigurationGoogleDefaultLabelsOutputReference | ProviderConfigurationGoogleDefaultLabels): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    labels: {
      value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(struct!.labels),
      isBlock: false,
      type: "map",
      storageClassType: "stringMap",
    },
    strategy: {
      value: cdktf.stringToHclTerraform(struct!.strategy),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class ProviderConfigurationGoogleDefaultLabelsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): ProviderConfigurationGoogleDefaultLabels | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._labels !== undefined) {
      hasAnyValues = true;
      internalValueResult.labels = this._labels;
    }
    if (this._strategy !== undefined) {
      hasAnyValues = true;
      internalValueResult.strategy = this._strategy;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ProviderConfigurationGoogleDefaultLabels | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this._labels = undefined;
      this._strategy = undefined;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this._labels = value.labels;
      this._strategy = value.strategy;
    }
  }

  // labels - computed: false, optional: true, required: false
  private _labels?: { [key: string]: string };
  public get labels() {
    return this.getStringMapAttribute('labels');
  }
  public set labels(value: { [key: string]: string }) {
    this._labels = value;
  }
  public resetLabels() {
    this._labels = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get labelsInput() {
    return this._labels;
  }

  // strategy - computed: false, optional: true, required: false
  private _strategy?: string;
  public get strategy() {
    return this.getStringAttribute('strategy');
  }
  public set strategy(value: string) {
    this._strategy = value;
  }
  public resetStrategy() {
    this._strategy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get strategyInput() {
    return this._strategy;
  }
}
export interface ProviderConfigurationGoogle {
  /**
  * Authentication: service-account-key, oidc.
  */
  readonly authType?: string;
  /**
  * Key of the service account, as JSON.
  */
  readonly credentials?: string;
  /**
  * Id of the project.
  */
  readonly project?: string;
  /**
  * Email address of the service account.
  */
  readonly serviceAccountEmail?: string;
  /**
  * Whether runs get the project as well.
  */
  readonly useDefaultProject?: boolean | cdktf.IResolvable;
  /**
  * Name of the workload identity provider.
  */
  readonly workloadProviderName?: string;
  /**
  * default_labels block
  */
  readonly defaultLabels?: ProviderConfigurationGoogleDefaultLabels;
}

export function providerConfigurationGoogleToTerraform(struct?: ProviderConfigurationGoogleOutputReference | ProviderConfigurationGoogle): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    auth_type: cdktf.stringToTerraform(struct!.authType),
    credentials: cdktf.stringToTerraform(struct!.credentials),
    project: cdktf.stringToTerraform(struct!.project),
    service_account_email: cdktf.stringToTerraform(struct!.serviceAccountEmail),
    use_default_project: cdktf.booleanToTerraform(struct!.useDefaultProject),
    workload_provider_name: cdktf.stringToTerraform(struct!.workloadProviderName),
    default_labels: providerConfigurationGoogleDefaultLabelsToTerraform(struct!.defaultLabels),
  }
}


export function providerConfigurationGoogleToHclTerraform(struct?: ProviderConfigurationGoogleOutputReference | ProviderConfigurationGoogle): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    auth_type: {
      value: cdktf.stringToHclTerraform(struct!.authType),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    credentials: {
      value: cdktf.stringToHclTerraform(struct!.credentials),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    project: {
      value: cdktf.stringToHclTerraform(struct!.project),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    service_account_email: {
      value: cdktf.stringToHclTerraform(struct!.serviceAccountEmail),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    use_default_project: {
      value: cdktf.booleanToHclTerraform(struct!.useDefaultProject),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    workload_provider_name: {
      value: cdktf.stringToHclTerraform(struct!.workloadProviderName),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    default_labels: {
      value: providerConfigurationGoogleDefaultLabelsToHclTerraform(struct!.defaultLabels),
      isBlock: true,
      type: "list",
      storageClassType: "ProviderConfigurationGoogleDefaultLabelsList",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class ProviderConfigurationGoogleOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): ProviderConfigurationGoogle | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._authType !== undefined) {
      hasAnyValues = true;
      internalValueResult.authType = this._authType;
    }
    if (this._credentials !== undefined) {
      hasAnyValues = true;
      internalValueResult.credentials = this._credentials;
    }
    if (this._project !== undefined) {
      hasAnyValues = true;
      internalValueResult.project = this._project;
    }
    if (this._serviceAccountEmail !== undefined) {
      hasAnyValues = true;
      internalValueResult.serviceAccountEmail = this._serviceAccountEmail;
    }
    if (this._useDefaultProject !== undefined) {
      hasAnyValues = true;
      internalValueResult.useDefaultProject = this._useDefaultProject;
    }
    if (this._workloadProviderName !== undefined) {
      hasAnyValues = true;
      internalValueResult.workloadProviderName = this._workloadProviderName;
    }
    if (this._defaultLabels?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.defaultLabels = this._defaultLabels?.internalValue;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ProviderConfigurationGoogle | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this._authType = undefined;
      this._credentials = undefined;
      this._project = undefined;
      this._serviceAccountEmail = undefined;
      this._useDefaultProject = undefined;
      this._workloadProviderName = undefined;
      this._defaultLabels.internalValue = undefined;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this._authType = value.authType;
      this._credentials = value.credentials;
      this._project = value.project;
      this._serviceAccountEmail = value.serviceAccountEmail;
      this._useDefaultProject = value.useDefaultProject;
      this._workloadProviderName = value.workloadProviderName;
      this._defaultLabels.internalValue = value.defaultLabels;
    }
  }

  // auth_type - computed: true, optional: true, required: false
  private _authType?: string;
  public get authType() {
    return this.getStringAttribute('auth_type');
  }
  public set authType(value: string) {
    this._authType = value;
  }
  public resetAuthType() {
    this._authType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get authTypeInput() {
    return this._authType;
  }

  // credentials - computed: true, optional: true, required: false
  private _credentials?: string;
  public get credentials() {
    return this.getStringAttribute('credentials');
  }
  public set credentials(value: string) {
    this._credentials = value;
  }
  public resetCredentials() {
    this._credentials = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialsInput() {
    return this._credentials;
  }

  // project - computed: true, optional: true, required: false
  private _project?: string;
  public get project() {
    return this.getStringAttribute('project');
  }
  public set project(value: string) {
    this._project = value;
  }
  public resetProject() {
    this._project = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get projectInput() {
    return this._project;
  }

  // service_account_email - computed: true, optional: true, required: false
  private _serviceAccountEmail?: string;
  public get serviceAccountEmail() {
    return this.getStringAttribute('service_account_email');
  }
  public set serviceAccountEmail(value: string) {
    this._serviceAccountEmail = value;
  }
  public resetServiceAccountEmail() {
    this._serviceAccountEmail = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get serviceAccountEmailInput() {
    return this._serviceAccountEmail;
  }

  // use_default_project - computed: true, optional: true, required: false
  private _useDefaultProject?: boolean | cdktf.IResolvable;
  public get useDefaultProject() {
    return this.getBooleanAttribute('use_default_project');
  }
  public set useDefaultProject(value: boolean | cdktf.IResolvable) {
    this._useDefaultProject = value;
  }
  public resetUseDefaultProject() {
    this._useDefaultProject = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get useDefaultProjectInput() {
    return this._useDefaultProject;
  }

  // workload_provider_name - computed: true, optional: true, required: false
  private _workloadProviderName?: string;
  public get workloadProviderName() {
    return this.getStringAttribute('workload_provider_name');
  }
  public set workloadProviderName(value: string) {
    this._workloadProviderName = value;
  }
  public resetWorkloadProviderName() {
    this._workloadProviderName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get workloadProviderNameInput() {
    return this._workloadProviderName;
  }

  // default_labels - computed: false, optional: true, required: false
  private _defaultLabels = new ProviderConfigurationGoogleDefaultLabelsOutputReference(this, "default_labels");
  public get defaultLabels() {
    return this._defaultLabels;
  }
  public putDefaultLabels(value: ProviderConfigurationGoogleDefaultLabels) {
    this._defaultLabels.internalValue = value;
  }
  public resetDefaultLabels() {
    this._defaultLabels.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get defaultLabelsInput() {
    return this._defaultLabels.internalValue;
  }
}
export interface ProviderConfigurationScalr {
  /**
  * Host of the account.
  */
  readonly hostname: string;
  /**
  * API token.
  */
  readonly token: string;
}

export function providerConfigurationScalrToTerraform(struct?: ProviderConfigurationScalrOutputReference | ProviderConfigurationScalr): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    hostname: cdktf.stringToTerraform(struct!.hostname),
    token: cdktf.stringToTerraform(struct!.token),
  }
}


export function providerConfigurationScalrToHclTerraform(struct?: ProviderConfigurationScalrOutputReference | ProviderConfigurationScalr): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    hostname: {
      value: cdktf.stringToHclTerraform(struct!.hostname),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    token: {
      value: cdktf.stringToHclTerraform(struct!.token),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class ProviderConfigurationScalrOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): ProviderConfigurationScalr | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._hostname !== undefined) {
      hasAnyValues = true;
      internalValueResult.hostname = this._hostname;
    }
    if (this._token !== undefined) {
      hasAnyValues = true;
      internalValueResult.token = this._token;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ProviderConfigurationScalr | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this._hostname = undefined;
      this._token = undefined;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this._hostname = value.hostname;
      this._token = value.token;
    }
  }

  // hostname - computed: false, optional: false, required: true
  private _hostname?: string;
  public get hostname() {
    return this.getStringAttribute('hostname');
  }
  public set hostname(value: string) {
    this._hostname = value;
  }
  // Temporarily expose input value. Use with caution.
  public get hostnameInput() {
    return this._hostname;
  }

  // token - computed: false, optional: false, required: true
  private _token?: string;
  public get token() {
    return this.getStringAttribute('token');
  }
  public set token(value: string) {
    this._token = value;
  }
  // Temporarily expose input value. Use with caution.
  public get tokenInput() {
    return this._token;
  }
}

/**
* Represents a scalr_provider_configuration
*/
export class ProviderConfiguration extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scalr_provider_configuration";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a ProviderConfiguration resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the ProviderConfiguration to import
  * @param importFromId The id of the existing ProviderConfiguration that should be imported.
  * @param provider? Optional instance of the provider where the ProviderConfiguration to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scalr_provider_configuration", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new scalr_provider_configuration Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ProviderConfigurationConfig
  */
  public constructor(scope: Construct, id: string, config: ProviderConfigurationConfig) {
    super(scope, id, {
      terraformResourceType: 'scalr_provider_configuration',
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
    this._applyOnly = config.applyOnly;
    this._environments = config.environments;
    this._exportShellVariables = config.exportShellVariables;
    this._name = config.name;
    this._owners = config.owners;
    this._tagIds = config.tagIds;
    this._aws.internalValue = config.aws;
    this._azurerm.internalValue = config.azurerm;
    this._custom.internalValue = config.custom;
    this._google.internalValue = config.google;
    this._scalr.internalValue = config.scalr;
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

  // apply_only - computed: true, optional: true, required: false
  private _applyOnly?: boolean | cdktf.IResolvable;
  public get applyOnly() {
    return this.getBooleanAttribute('apply_only');
  }
  public set applyOnly(value: boolean | cdktf.IResolvable) {
    this._applyOnly = value;
  }
  public resetApplyOnly() {
    this._applyOnly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get applyOnlyInput() {
    return this._applyOnly;
  }

  // environments - computed: true, optional: true, required: false
  private _environments?: string[];
  public get environments() {
    return cdktf.Fn.tolist(this.getListAttribute('environments'));
  }
  public set environments(value: string[]) {
    this._environments = value;
  }
  public resetEnvironments() {
    this._environments = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get environmentsInput() {
    return this._environments;
  }

  // export_shell_variables - computed: true, optional: true, required: false
  private _exportShellVariables?: boolean | cdktf.IResolvable;
  public get exportShellVariables() {
    return this.getBooleanAttribute('export_shell_variables');
  }
  public set exportShellVariables(value: boolean | cdktf.IResolvable) {
    this._exportShellVariables = value;
  }
  public resetExportShellVariables() {
    this._exportShellVariables = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get exportShellVariablesInput() {
    return this._exportShellVariables;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
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

  // owners - computed: true, optional: true, required: false
  private _owners?: string[];
  public get owners() {
    return cdktf.Fn.tolist(this.getListAttribute('owners'));
  }
  public set owners(value: string[]) {
    this._owners = value;
  }
  public resetOwners() {
    this._owners = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ownersInput() {
    return this._owners;
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

  // aws - computed: false, optional: true, required: false
  private _aws = new ProviderConfigurationAwsOutputReference(this, "aws");
  public get aws() {
    return this._aws;
  }
  public putAws(value: ProviderConfigurationAws) {
    this._aws.internalValue = value;
  }
  public resetAws() {
    this._aws.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get awsInput() {
    return this._aws.internalValue;
  }

  // azurerm - computed: false, optional: true, required: false
  private _azurerm = new ProviderConfigurationAzurermOutputReference(this, "azurerm");
  public get azurerm() {
    return this._azurerm;
  }
  public putAzurerm(value: ProviderConfigurationAzurerm) {
    this._azurerm.internalValue = value;
  }
  public resetAzurerm() {
    this._azurerm.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get azurermInput() {
    return this._azurerm.internalValue;
  }

  // custom - computed: false, optional: true, required: false
  private _custom = new ProviderConfigurationCustomOutputReference(this, "custom");
  public get custom() {
    return this._custom;
  }
  public putCustom(value: ProviderConfigurationCustom) {
    this._custom.internalValue = value;
  }
  public resetCustom() {
    this._custom.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get customInput() {
    return this._custom.internalValue;
  }

  // google - computed: false, optional: true, required: false
  private _google = new ProviderConfigurationGoogleOutputReference(this, "google");
  public get google() {
    return this._google;
  }
  public putGoogle(value: ProviderConfigurationGoogle) {
    this._google.internalValue = value;
  }
  public resetGoogle() {
    this._google.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get googleInput() {
    return this._google.internalValue;
  }

  // scalr - computed: false, optional: true, required: false
  private _scalr = new ProviderConfigurationScalrOutputReference(this, "scalr");
  public get scalr() {
    return this._scalr;
  }
  public putScalr(value: ProviderConfigurationScalr) {
    this._scalr.internalValue = value;
  }
  public resetScalr() {
    this._scalr.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get scalrInput() {
    return this._scalr.internalValue;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      account_id: cdktf.stringToTerraform(this._accountId),
      apply_only: cdktf.booleanToTerraform(this._applyOnly),
      environments: cdktf.listMapper(cdktf.stringToTerraform, false)(this._environments),
      export_shell_variables: cdktf.booleanToTerraform(this._exportShellVariables),
      name: cdktf.stringToTerraform(this._name),
      owners: cdktf.listMapper(cdktf.stringToTerraform, false)(this._owners),
      tag_ids: cdktf.listMapper(cdktf.stringToTerraform, false)(this._tagIds),
      aws: providerConfigurationAwsToTerraform(this._aws.internalValue),
      azurerm: providerConfigurationAzurermToTerraform(this._azurerm.internalValue),
      custom: providerConfigurationCustomToTerraform(this._custom.internalValue),
      google: providerConfigurationGoogleToTerraform(this._google.internalValue),
      scalr: providerConfigurationScalrToTerraform(this._scalr.internalValue),
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
      apply_only: {
        value: cdktf.booleanToHclTerraform(this._applyOnly),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      environments: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._environments),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      export_shell_variables: {
        value: cdktf.booleanToHclTerraform(this._exportShellVariables),
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
      owners: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._owners),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      tag_ids: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._tagIds),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      aws: {
        value: providerConfigurationAwsToHclTerraform(this._aws.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ProviderConfigurationAwsList",
      },
      azurerm: {
        value: providerConfigurationAzurermToHclTerraform(this._azurerm.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ProviderConfigurationAzurermList",
      },
      custom: {
        value: providerConfigurationCustomToHclTerraform(this._custom.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ProviderConfigurationCustomList",
      },
      google: {
        value: providerConfigurationGoogleToHclTerraform(this._google.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ProviderConfigurationGoogleList",
      },
      scalr: {
        value: providerConfigurationScalrToHclTerraform(this._scalr.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ProviderConfigurationScalrList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
