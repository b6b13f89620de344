# digestbot in a container: `docker build -t digestbot .`, then see compose.yaml.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/digestbot
ENV PATH=/opt/digestbot/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# What we depend on changes less often than we do, so it has a layer of its own.
COPY requirements-build.lock requirements.lock ./
RUN pip install --require-hashes -r requirements-build.lock \
    && pip install --no-build-isolation --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY digests digests
RUN pip install --no-build-isolation --no-deps .

FROM python:3.13-slim
# git reads feeds that are repositories of posts.
RUN apt-get update && apt-get install --yes --no-install-recommends git ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home digestbot
COPY --from=build /opt/digestbot /opt/digestbot
ENV PATH=/opt/digestbot/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data DATABASE_URL=sqlite:////data/digestbot.db HTTP_HOST=0.0.0.0 HTTP_PORT=8088
WORKDIR /data
USER digestbot
VOLUME /data
EXPOSE 8088
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["digestbot", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["digestbot"]
CMD ["run"]
