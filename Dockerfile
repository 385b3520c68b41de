# One image for web, worker, beat and the preparation of the database; docker-compose.yml says which is which.
FROM node:24-slim AS browser-libraries
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY script/vendor script/vendor
COPY static/css static/css
RUN script/vendor

# Its pg_dump (17) fits the database's image.
FROM python:3.12-slim-trixie
RUN apt-get update \
    && apt-get install -y --no-install-recommends gettext postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 sozialmonitor
ENV PYTHONUNBUFFERED=1 PATH=/opt/venv/bin:$PATH HOST=0.0.0.0 PORT=8000 STATE_DIR=/state
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv /opt/venv \
    && sed -n '/^uv==/,/[^\\]$/p' requirements.lock >/tmp/uv.lock \
    && pip install --no-cache-dir --require-hashes -r /tmp/uv.lock \
    && uv pip sync --python /opt/venv/bin/python --no-cache --require-hashes --compile-bytecode requirements.lock
COPY . .
COPY --from=browser-libraries /app/static/vendor static/vendor
# The command opens neither database nor broker; the values only satisfy the settings. Static files are collected by
# `prepare` into the volume that all parts share.
RUN DATABASE_URL=postgresql:///unused REDIS_URL=redis://unused SECRET_KEY=only-while-the-image-is-being-built \
    python manage.py compilemessages \
    && mkdir /state && chown sozialmonitor: /state
USER sozialmonitor
VOLUME /state
EXPOSE 8000
ENTRYPOINT ["script/process"]
CMD ["web"]
