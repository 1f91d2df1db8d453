{{/* Names are the same whatever the release is called: a cluster has one operator, and roles, trust policies and tenants refer to it by name. */}}
{{- define "platform-operator.labels" -}}
{{ include "platform-operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "platform-operator.selector" -}}
app.kubernetes.io/name: platform-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "platform-operator.tag" -}}
{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "platform-operator.image" -}}
{{- $values := (index . 0).Values -}}
{{ $values.image.registry }}/platform-{{ index . 1 }}:{{ include "platform-operator.tag" (index . 0) }}{{ with index $values.image.digest (index . 1) }}@{{ . }}{{ end }}
{{- end }}

{{- define "platform-operator.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "platform-operator.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: { drop: [ALL] }
{{- end }}
