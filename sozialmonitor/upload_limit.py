"""No request body larger than allowed is read, whatever its announced length, and where the disk
is full nothing stays of it."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

FORM_BYTES = 1024**2  # what a form says beside its file


class LimitedSize(FileUploadHandler):
    """First among the upload handlers; hands on what is within the limit."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        most = max(settings.UPLOAD_MAX_BYTES, settings.UPLOAD_BATCH_MAX_BYTES)
        if content_length > most + FORM_BYTES:
            raise RequestDataTooBig("the announced body is larger than UPLOAD_BATCH_MAX_BYTES")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.UPLOAD_MAX_BYTES:
            self._leave_nothing_open()
            raise RequestDataTooBig("the file is larger than UPLOAD_MAX_BYTES")
        return raw_data

    def _leave_nothing_open(self) -> None:
        """What arrived of the file so far goes at once, not when memory is tidied up."""
        assert self.request is not None
        for handler in self.request.upload_handlers:
            if (file := getattr(handler, "file", None)) is not None:
                file.close()

    def file_complete(self, file_size: int) -> None:
        return None


class TemporaryFile(TemporaryFileUploadHandler):
    """A file that cannot be written to its end goes at once, not when memory is tidied up."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            with suppress(OSError):  # what is left to write does not fit either
                self.file.close()
            raise
