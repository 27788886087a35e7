"""What libraries look for when they ask whether they run in a notebook's kernel, without a kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comm.base_comm import BaseComm
from traitlets.traitlets import MetaHasTraits

if TYPE_CHECKING:
    from autograder.warm.outputs import Outputs

OUTPUT_WIDGET = "OutputModel"  # what an `ipywidgets.Output` calls itself


class LikeKernels(MetaHasTraits):
    """A class that is written as a kernel's shell: pandas asks for "zmq" in it before it measures a terminal."""

    def __repr__(self) -> str:
        return "<class 'ipykernel.zmqshell.ZMQInteractiveShell'>"


class Kernel:
    """Stands where `get_ipython().kernel` is: there is no terminal, and a message that a cell answers to."""

    language_info = {"name": "python"}

    def get_parent(self, channel: str | None = None) -> dict[str, Any]:
        return {"header": {"msg_id": "cell"}}


def speak_for_widgets(outputs: Outputs) -> None:
    """Let ipywidgets' models send what they would send to a browser: only what an `Output` captures is heeded."""
    import comm

    kernel = Kernel()

    class Spoken(BaseComm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self.kernel = kernel
            self.captures = False
            super().__init__(*args, **kwargs)

        def publish_msg(
            self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any
        ) -> None:
            state = (data or {}).get("state", {})
            if msg_type == "comm_open":
                self.captures = state.get("_model_name") == OUTPUT_WIDGET
            elif self.captures and "msg_id" in state:
                outputs.divert(self.comm_id, bool(state["msg_id"]))

    comm.create_comm = Spoken
