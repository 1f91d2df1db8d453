# syntax=docker/dockerfile:1
# Two images from one build: docker build --target operator . and docker build --target ingestion .
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source
COPY . .
# How to publish (single file, self-contained, trimmed, compiled ahead) is in src/Publish.props; .ci/publish runs these very commands.
RUN dotnet publish src/PlatformOperator -a $TARGETARCH -o /out/operator \
 && dotnet publish src/PlatformOperator.Ingestion -a $TARGETARCH -o /out/ingestion

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled AS base
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.vendor="PlatformOperator contributors" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
# No diagnostics socket: the root filesystem is read-only.
ENV DOTNET_EnableDiagnostics=0
USER 65532:65532

FROM base AS operator
LABEL org.opencontainers.image.title="platform-operator" \
      org.opencontainers.image.description="Keeps data platforms on AWS as their Kubernetes resources declare them"
COPY --from=build /out/operator/platform-operator /platform-operator
ENTRYPOINT ["/platform-operator"]

FROM base AS ingestion
LABEL org.opencontainers.image.title="platform-ingestion" \
      org.opencontainers.image.description="Takes events in and lands them in S3, in the pods of a DataPipeline"
COPY --from=build /out/ingestion/platform-ingestion /platform-ingestion
ENTRYPOINT ["/platform-ingestion"]
