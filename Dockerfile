# Rostrum in a container; compose.yaml runs it with a database and a proxy, and docs/installing.md says how.
# `.ci/container.py` does these steps in order without a container engine.

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
# Without pip of its own, so that it is not in the image: that of the base image installs into it.
RUN python -m venv --without-pip /opt/rostrum
COPY requirements.txt ./
RUN pip --python /opt/rostrum/bin/python install --no-cache-dir --require-hashes -r requirements.txt
COPY . ./
ARG SOURCE_COMMIT=
RUN pip --python /opt/rostrum/bin/python install --no-cache-dir --no-deps .

FROM python:3.11-slim-bookworm
# An account without rights, to which the data belong and nothing else; what installs packages goes.
RUN useradd --system --uid 10001 --create-home --home-dir /data --shell /usr/sbin/nologin rostrum \
    && chmod 700 /data \
    && rm -rf /usr/local/lib/python3.11/site-packages /usr/local/lib/python3.11/ensurepip
COPY --from=build /opt/rostrum /opt/rostrum
ENV PATH=/opt/rostrum/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ROSTRUM_DATA=/data \
    ROSTRUM_HOST=0.0.0.0 \
    PORT=8000
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=5)"]
CMD ["rostrum", "serve"]
